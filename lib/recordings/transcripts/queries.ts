import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { Prisma, TranscriptSegment } from "@/prisma/generated/client";
import { HiddenReason } from "../pieces/schema";
import { getRecording } from "../queries";
import type { Segment } from "../reports/extract/rules";
import { SegmentDto, type TranscriptDto } from "./schema";

/** The transcript, or what of it is said between two moments, the hidden segments too. Throws NOT_FOUND for a recording that the actor may not hear. */
export async function getTranscript(
  tx: TxCtx,
  recordingId: string,
  { fromMs, toMs }: { fromMs?: number | undefined; toMs?: number | undefined } = {},
): Promise<TranscriptDto> {
  const { revision } = await getRecording(tx, recordingId);
  const where = { workspaceId: tx.workspaceId, recordingId };
  const speakers = await tx.db.recordingSpeaker.findMany({
    // Who speaks in a transcript that was replaced alone is nobody here.
    where: { ...where, OR: [{ segments: { none: {} } }, { segments: { some: ofThisOne } }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const segments = await tx.db.transcriptSegment.findMany({
    where: {
      ...where,
      AND: [ofThisOne],
      ...(fromMs === undefined ? {} : { endMs: { gte: fromMs } }),
      ...(toMs === undefined ? {} : { startMs: { lte: toMs } }),
    },
    orderBy: [{ startMs: "asc" }, { id: "asc" }],
  });
  return {
    revision,
    speakers: speakers.map(({ id, name }) => ({ id, name })),
    segments: (await correctionsOf(tx, recordingId, segments)).map(toSegmentDto),
    replacedCount: await tx.db.transcriptSegment.count({ where: { ...where, hidden: "replaced" } }),
  };
}

/** What a transcript that was replaced has is no part of the one that is there. */
export const ofThisOne = {
  OR: [{ hidden: null }, { NOT: { hidden: { startsWith: "replaced" } } }],
} satisfies Prisma.TranscriptSegmentWhereInput;

/** One segment, whoever may hear it was asked before. */
export async function getSegment(tx: TxCtx, recordingId: string, segmentId: string): Promise<SegmentDto> {
  const row = await tx.db.transcriptSegment.findFirst({
    where: { workspaceId: tx.workspaceId, recordingId, id: segmentId },
  });
  const [corrected] = row ? await correctionsOf(tx, recordingId, [row]) : [];
  if (!corrected) throw notFound("segment");
  return toSegmentDto(corrected);
}

type Corrected = TranscriptSegment & { correction: SegmentDto["correction"] };

/** The segments, each with what it said before its last correction. */
async function correctionsOf(
  tx: TxCtx,
  recordingId: string,
  segments: TranscriptSegment[],
): Promise<Corrected[]> {
  const { workspaceId } = tx;
  const edited = segments.filter(({ editedAt }) => editedAt !== null).map(({ id }) => id);
  const revisions =
    edited.length === 0
      ? []
      : await tx.db.segmentRevision.findMany({
          where: { workspaceId, segmentId: { in: edited }, segment: { recordingId } },
          orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        });
  const last = new Map(revisions.map((revision) => [revision.segmentId, revision]));
  const ids = [...new Set([...last.values()].flatMap(({ editedById }) => editedById ?? []))];
  const members = await tx.db.member.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return segments.map((segment) => {
    const revision = last.get(segment.id);
    // Corrected back to what it was, it is as it came.
    const isOther = revision && revision.text !== segment.text;
    const by = names.get(revision?.editedById ?? "") ?? null;
    return { ...segment, correction: isOther ? { by, before: revision.text } : null };
  });
}

/** What is shown of the transcript, with the names of who speaks. The caller has checked that the actor may hear it. */
export async function listShown(tx: TxCtx, recordingId: string): Promise<Segment[]> {
  const rows = await tx.db.transcriptSegment.findMany({
    where: { workspaceId: tx.workspaceId, recordingId, hidden: null },
    include: { speaker: { select: { name: true } } },
    orderBy: [{ startMs: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, startMs, endMs, speaker, text }) => ({
    id,
    startMs,
    endMs,
    speaker: speaker?.name ?? null,
    text,
  }));
}

/** Whether somebody brought the transcript that is shown, or the one that was replaced. The caller has checked that the actor may hear it. */
export async function isImported(
  tx: TxCtx,
  recordingId: string,
  hidden: "replaced" | null = null,
): Promise<boolean> {
  const where = { workspaceId: tx.workspaceId, recordingId, origin: "import", hidden };
  return (await tx.db.transcriptSegment.count({ where })) > 0;
}

function toSegmentDto(row: Corrected): SegmentDto {
  return {
    id: row.id,
    startMs: row.startMs,
    endMs: row.endMs,
    speakerId: row.speakerId,
    text: row.text,
    confidence: row.confidence,
    hidden: row.hidden === null ? null : HiddenReason.parse(row.hidden),
    origin: SegmentDto.shape.origin.parse(row.origin),
    editedAt: row.editedAt?.toISOString() ?? null,
    correction: row.correction,
  };
}
