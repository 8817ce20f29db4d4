import { forbidden, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { announce, lockRecording } from "../announcing/commands";
import { recordingRevised } from "../events";
import { requireCanEditRecordings } from "../policy";
import { followNotes } from "../reports/notes/commands";
import { listNotes } from "./queries";
import type { CreateNote, NoteDto } from "./schema";

/** Pins a line to its second; a report of notes follows. Emits recording.progressed and recording.revised. Exempt from audit: it adds. */
export function createNote(ctx: Ctx, recordingId: string, { atMs, text }: CreateNote): Promise<NoteDto> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    const id = newId();
    await tx.db.recordingNote.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        recordingId,
        atMs,
        text,
        createdById: actorMemberId(tx),
        createdAt: tx.clock.now(),
      },
    });
    if (text !== "") await followNotes(tx, recordingId);
    await enqueue(tx, recordingRevised({ recordingId }));
    await announce(tx, recordingId, "notes");
    const note = (await listNotes(tx, recordingId)).find((each) => each.id === id);
    if (!note) throw notFound("note");
    return note;
  });
}

/** Takes a note of one's own away. Emits recording.progressed and recording.revised. Exempt from audit: it was one's own. */
export function deleteNote(
  ctx: Ctx,
  { recordingId, noteId }: { recordingId: string; noteId: string },
): Promise<void> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    const { workspaceId } = tx;
    const note = await tx.db.recordingNote.findFirst({ where: { workspaceId, recordingId, id: noteId } });
    if (!note) throw notFound("note");
    if (note.createdById !== actorMemberId(tx)) throw forbidden("Only who wrote a note takes it away.");
    await tx.db.recordingNote.delete({ where: { workspaceId_id: { workspaceId, id: noteId } } });
    if (note.text !== "") await followNotes(tx, recordingId, [noteId]);
    await enqueue(tx, recordingRevised({ recordingId }));
    await announce(tx, recordingId, "notes");
  });
}
