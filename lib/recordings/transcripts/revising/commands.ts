import { AppError, invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { TranscriptSegment } from "@/prisma/generated/client";
import { announce, lockRecording } from "../../announcing/commands";
import { recordingRevised } from "../../events";
import { requireCanEditRecordings } from "../../policy";
import { markReportStale, type Revised } from "../../reports/staleness/commands";
import { ofThisOne } from "../queries";

export type Place = { recordingId: string; segmentId: string };

/**
 * What every correction of a transcript begins and ends with. Each in the transaction of the correction, which says what it emits. Exempt from
 * audit: the revisions tell.
 */

/** A segment that the actor may change, its recording locked. `replaces`: what it has to say still; else CONFLICT. */
export async function lockSegment(
  tx: TxCtx,
  { recordingId, segmentId }: Place,
  replaces?: string,
): Promise<TranscriptSegment> {
  await lockRecording(tx, recordingId);
  const segment = await tx.db.transcriptSegment.findFirst({
    where: { workspaceId: tx.workspaceId, recordingId, id: segmentId, AND: [ofThisOne] },
  });
  if (!segment) throw notFound("segment");
  requireCanEditRecordings(tx);
  if (replaces !== undefined && replaces !== segment.text)
    throw new AppError("CONFLICT", "Somebody corrected this line meanwhile. Look at it, then save again.");
  return segment;
}

/** Keeps what a segment says before it says something else. */
export async function keepRevision(tx: TxCtx, { id, text }: { id: string; text: string }): Promise<void> {
  await tx.db.segmentRevision.create({
    data: {
      workspaceId: tx.workspaceId,
      id: newId(),
      segmentId: id,
      text,
      editedById: actorMemberId(tx),
      createdAt: tx.clock.now(),
    },
  });
}

/** Throws INVALID at the field for a speaker who is not of this recording. */
export async function requireSpeaker(
  tx: TxCtx,
  recordingId: string,
  id: string,
  field = "speakerId",
): Promise<void> {
  const known = await tx.db.recordingSpeaker.count({
    where: { workspaceId: tx.workspaceId, recordingId, id },
  });
  if (known === 0) throw invalid(field, "There is no such speaker.");
}

/** Counts the revision, marks what rests on it, and says so. Emits recording.progressed and recording.revised. */
export async function revise(tx: TxCtx, recordingId: string, revised: Revised): Promise<void> {
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
    data: { revision: { increment: 1 }, updatedAt: tx.clock.now() },
  });
  await markReportStale(tx, recordingId, revised);
  await enqueue(tx, recordingRevised({ recordingId }));
  await announce(tx, recordingId, "transcript");
}
