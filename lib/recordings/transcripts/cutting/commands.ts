import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import type { TranscriptSegment } from "@/prisma/generated/client";
import { getTranscript } from "../queries";
import { keepRevision, lockSegment, type Place, revise } from "../revising/commands";
import { timesOfSplit } from "../rules";
import type { SplitSegment, TranscriptDto } from "../schema";

/** Makes two segments of one. Emits recording.progressed and recording.revised. Exempt from audit: the revisions tell. */
export function splitSegment(ctx: Ctx, place: Place, input: SplitSegment): Promise<TranscriptDto> {
  return transaction(ctx, async (tx) => {
    const segment = await lockSegment(tx, place);
    const [before, after] = [segment.text.slice(0, input.at).trim(), segment.text.slice(input.at).trim()];
    if (before === "" || after === "") throw invalid("at", "There must be text on both sides.");
    const times = timesOfSplit(segment, before.length / (before.length + after.length), input);
    const editedAt = tx.clock.now();
    const id = newId();
    await keepRevision(tx, segment);
    await tx.db.transcriptSegment.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: segment.id } },
      data: { text: before, endMs: times.endMs, editedAt },
    });
    await tx.db.transcriptSegment.create({
      data: { ...segment, id, text: after, startMs: times.startMs, editedAt },
    });
    await revise(tx, place.recordingId, { changedIds: [], becomes: { [segment.id]: [segment.id, id] } });
    return getTranscript(tx, place.recordingId);
  });
}

/** Joins a segment with the next one that is shown, whoever said it. Emits as splitSegment. Exempt from audit: as that. */
export function joinSegment(ctx: Ctx, place: Place): Promise<TranscriptDto> {
  return transaction(ctx, async (tx) => {
    const segment = await lockSegment(tx, place);
    const next = await findNext(tx, segment);
    if (!next) throw invalid("segmentId", "There is no segment after this one.");
    const { workspaceId } = tx;
    await keepRevision(tx, segment);
    await keepRevision(tx, next);
    await tx.db.segmentRevision.updateMany({
      where: { workspaceId, segmentId: next.id },
      data: { segmentId: segment.id },
    });
    await tx.db.transcriptSegment.delete({ where: { workspaceId_id: { workspaceId, id: next.id } } });
    await tx.db.transcriptSegment.update({
      where: { workspaceId_id: { workspaceId, id: segment.id } },
      data: {
        text: `${segment.text} ${next.text}`,
        endMs: Math.max(segment.endMs, next.endMs),
        editedAt: tx.clock.now(),
      },
    });
    await revise(tx, place.recordingId, { changedIds: [], becomes: { [next.id]: [segment.id] } });
    return getTranscript(tx, place.recordingId);
  });
}

/** In the order in which they are shown: by their second, and those of the same second by their id. */
function findNext(tx: TxCtx, segment: TranscriptSegment): Promise<TranscriptSegment | null> {
  const { recordingId, startMs, id } = segment;
  return tx.db.transcriptSegment.findFirst({
    where: {
      workspaceId: tx.workspaceId,
      recordingId,
      hidden: null,
      OR: [{ startMs: { gt: startMs } }, { startMs, id: { gt: id } }],
    },
    orderBy: [{ startMs: "asc" }, { id: "asc" }],
  });
}
