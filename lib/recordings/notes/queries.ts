import type { TxCtx } from "@/lib/ctx";
import { getRecording } from "../queries";
import type { Segment } from "../reports/extract/rules";
import { listShown } from "../transcripts/queries";
import type { NoteDto } from "./schema";

/** The notes of a recording by their second. Throws NOT_FOUND for one that the actor may not hear. */
export async function listNotes(tx: TxCtx, recordingId: string): Promise<NoteDto[]> {
  await getRecording(tx, recordingId);
  const rows = await tx.db.recordingNote.findMany({
    where: { workspaceId: tx.workspaceId, recordingId },
    orderBy: [{ atMs: "asc" }, { id: "asc" }],
  });
  const names = await namesOf(
    tx,
    rows.flatMap(({ createdById }) => createdById ?? []),
  );
  return rows.map(({ id, atMs, text, createdById, createdAt }) => ({
    id,
    atMs,
    text,
    createdBy: createdById ? { memberId: createdById, name: names.get(createdById) ?? "" } : null,
    createdAt: createdAt.toISOString(),
  }));
}

/** A mark lasts as long as one listens to it; a note until the next one, at most. */
const NOTE_MS = 10_000;

/** Notes as what was said: each at its second, by who wrote it. Marks say nothing. */
export async function listNotesAsSaid(tx: TxCtx, recordingId: string): Promise<Segment[]> {
  const notes = (await listNotes(tx, recordingId)).filter(({ text }) => text !== "");
  return notes.map(({ id, atMs, text, createdBy }, at) => {
    const next = notes[at + 1]?.atMs ?? Number.POSITIVE_INFINITY;
    return {
      id,
      startMs: atMs,
      endMs: Math.max(atMs + 1_000, Math.min(next, atMs + NOTE_MS)),
      speaker: createdBy?.name ?? null,
      text,
    };
  });
}

/** What a report is made of: what is shown of what was said; where there is none, what was noted. */
export async function listSaidOrNoted(tx: TxCtx, recordingId: string): Promise<Segment[]> {
  const said = await listShown(tx, recordingId);
  return said.length > 0 ? said : listNotesAsSaid(tx, recordingId);
}

async function namesOf(tx: TxCtx, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.db.member.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  return new Map(rows.map(({ id, name }) => [id, name]));
}
