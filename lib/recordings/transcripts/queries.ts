import type { TxCtx } from "@/lib/ctx";
import type { TranscriptSegment } from "@/prisma/generated/client";
import { HiddenReason } from "../pieces/schema";
import { getRecording } from "../queries";
import type { Segment } from "../reports/extract/rules";
import { SegmentDto, type TranscriptDto } from "./schema";

/** The transcript, the hidden segments too. Throws NOT_FOUND for a recording that the actor may not hear. */
export async function getTranscript(tx: TxCtx, recordingId: string): Promise<TranscriptDto> {
  const { revision } = await getRecording(tx, recordingId);
  const where = { workspaceId: tx.workspaceId, recordingId };
  const speakers = await tx.db.recordingSpeaker.findMany({
    where,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const segments = await tx.db.transcriptSegment.findMany({
    where,
    orderBy: [{ startMs: "asc" }, { id: "asc" }],
  });
  return {
    revision,
    speakers: speakers.map(({ id, name }) => ({ id, name })),
    segments: segments.map(toSegmentDto),
  };
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

export function toSegmentDto(row: TranscriptSegment): SegmentDto {
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
  };
}
