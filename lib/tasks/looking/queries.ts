import type { TxCtx } from "@/lib/ctx";
import { visibleDocuments } from "@/lib/documents/policy";
import { visibleRecordings } from "@/lib/recordings/policy";
import { findQuote, nearestSentence } from "@/lib/sources/quotes/rules";
import type { Origin } from "../origins/queries";

/** What is said today where a task came from. `gone`: there is no such place any more, or it is not the actor's to read. */
export type Look = { state: "same" } | { state: "changed"; today: string | null } | { state: "gone" };

/**
 * Looks at the places that tasks came from, all of a page together. Where a recording or document got other readers, its tasks follow a moment later:
 * until then nothing of it is shown to who may not read it any more.
 */
export async function lookAgain(tx: TxCtx, origins: Origin[]): Promise<Map<Origin, Look>> {
  const of = (type: Origin["sourceType"]) => origins.filter(({ sourceType }) => sourceType === type);
  const looks = [
    ...(await lookAtMessages(tx, of("conversation"))),
    ...(await lookAtRecordings(tx, of("recording"))),
    ...(await lookAtDocuments(tx, of("document"))),
  ];
  return new Map(looks);
}

type Looked = [Origin, Look];

async function lookAtMessages(tx: TxCtx, origins: Origin[]): Promise<Looked[]> {
  const idOf = ({ anchor }: Origin) => (anchor.kind === "message" ? anchor.messageId : "");
  if (origins.length === 0) return [];
  const rows = await tx.db.message.findMany({
    where: {
      workspaceId: tx.workspaceId,
      id: { in: origins.map(idOf) },
      deletedAt: null,
      conversation: { deletedAt: null },
    },
    select: { id: true, body: true },
  });
  const bodies = new Map(rows.map(({ id, body }) => [id, body]));
  return origins.map((origin) => [origin, lookAt(bodies.get(idOf(origin)) ?? null, origin.quote)]);
}

async function lookAtRecordings(tx: TxCtx, origins: Origin[]): Promise<Looked[]> {
  const { workspaceId } = tx;
  if (origins.length === 0) return [];
  const there = await tx.db.recording.findMany({
    where: { AND: [visibleRecordings(tx), { id: { in: idsOf(origins) } }] },
    select: { id: true },
  });
  const windows = origins.flatMap(({ sourceId, anchor }) =>
    anchor.kind === "time" ? [{ recordingId: sourceId, startMs: anchor.startMs, endMs: anchor.endMs }] : [],
  );
  const segments = await tx.db.transcriptSegment.findMany({
    where: {
      workspaceId,
      hidden: null,
      OR: windows.map(({ recordingId, startMs, endMs }) => ({
        recordingId,
        startMs: { lte: endMs },
        endMs: { gte: startMs },
      })),
    },
    orderBy: [{ startMs: "asc" }, { id: "asc" }],
    select: { recordingId: true, startMs: true, endMs: true, text: true },
  });
  const notes = await tx.db.recordingNote.findMany({
    where: {
      workspaceId,
      text: { not: "" },
      OR: windows.map(({ recordingId, startMs, endMs }) => ({
        recordingId,
        atMs: { gte: startMs, lte: endMs },
      })),
    },
    orderBy: [{ atMs: "asc" }, { id: "asc" }],
    select: { recordingId: true, atMs: true, text: true },
  });
  const isThere = new Set(there.map(({ id }) => id));
  return origins.map((origin) => {
    const { sourceId, anchor, quote } = origin;
    if (!isThere.has(sourceId) || anchor.kind !== "time") return [origin, { state: "gone" }];
    const said = segments.filter(
      (one) => one.recordingId === sourceId && one.startMs <= anchor.endMs && one.endMs >= anchor.startMs,
    );
    const noted = notes.filter(
      (one) => one.recordingId === sourceId && one.atMs >= anchor.startMs && one.atMs <= anchor.endMs,
    );
    return [origin, lookAt([...said, ...noted].map(({ text }) => text).join(" "), quote)];
  });
}

async function lookAtDocuments(tx: TxCtx, origins: Origin[]): Promise<Looked[]> {
  const { workspaceId } = tx;
  if (origins.length === 0) return [];
  const there = await tx.db.document.findMany({
    where: { AND: [visibleDocuments(tx), { id: { in: idsOf(origins) } }] },
    select: { id: true },
  });
  const sources = await tx.db.source.findMany({
    where: {
      workspaceId,
      type: "document",
      subjectId: { in: there.map(({ id }) => id) },
      status: "ready",
      deletedAt: null,
    },
    select: { id: true, subjectId: true, version: true },
  });
  const looked: Looked[] = [];
  for (const origin of origins) {
    const source = sources.find(({ subjectId }) => subjectId === origin.sourceId);
    if (!source) looked.push([origin, { state: "gone" }]);
    else if (source.version === origin.version) looked.push([origin, { state: "same" }]);
    else {
      const standing = await tx.db.passage.count({
        where: { workspaceId, sourceId: source.id, text: { contains: origin.quote } },
      });
      looked.push([origin, standing > 0 ? { state: "same" } : { state: "changed", today: null }]);
    }
  }
  return looked;
}

function idsOf(origins: Origin[]): string[] {
  return [...new Set(origins.map(({ sourceId }) => sourceId))];
}

function lookAt(text: string | null, quote: string): Look {
  if (text === null) return { state: "gone" };
  if (findQuote(text, quote)) return { state: "same" };
  return { state: "changed", today: text.trim() === "" ? null : nearestSentence(text, quote) };
}
