import { invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { lockRecording } from "../../announcing/commands";
import { requireCanEditRecordings } from "../../policy";
import { getTranscript } from "../queries";
import { requireSpeaker, revise } from "../revising/commands";
import type { NameSpeaker, TranscriptDto, UpdateSpeaker } from "../schema";

/**
 * Says who says some segments; who is not among the speakers yet is added. Emits recording.progressed and recording.revised. Exempt from audit: it
 * changes no word.
 */
export function nameSpeaker(
  ctx: Ctx,
  recordingId: string,
  { name, segmentIds }: NameSpeaker,
): Promise<TranscriptDto> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    const where = { workspaceId: tx.workspaceId, recordingId, id: { in: segmentIds } };
    if ((await tx.db.transcriptSegment.count({ where })) < new Set(segmentIds).size)
      throw invalid("segmentIds", "One of these segments is not of this recording.");
    const speakerId = await speakerCalled(tx, recordingId, name);
    await tx.db.transcriptSegment.updateMany({ where, data: { speakerId, editedAt: tx.clock.now() } });
    await revise(tx, recordingId, { changedIds: segmentIds });
    return getTranscript(tx, recordingId);
  });
}

/** Renames a speaker, or gives all it said to another. Emits as nameSpeaker. Exempt from audit: as that. */
export function updateSpeaker(
  ctx: Ctx,
  { recordingId, speakerId }: { recordingId: string; speakerId: string },
  { name, mergeInto }: UpdateSpeaker,
): Promise<TranscriptDto> {
  return transaction(ctx, async (tx) => {
    await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    const { workspaceId } = tx;
    const own = await tx.db.recordingSpeaker.findFirst({
      where: { workspaceId, recordingId, id: speakerId },
    });
    if (!own) throw notFound("speaker");
    if (name !== undefined)
      await tx.db.recordingSpeaker.update({
        where: { workspaceId_id: { workspaceId, id: speakerId } },
        data: { name },
      });
    if (mergeInto !== undefined && mergeInto !== speakerId) {
      await requireSpeaker(tx, recordingId, mergeInto, "mergeInto");
      await tx.db.transcriptSegment.updateMany({
        where: { workspaceId, recordingId, speakerId },
        data: { speakerId: mergeInto },
      });
      await tx.db.recordingSpeaker.delete({ where: { workspaceId_id: { workspaceId, id: speakerId } } });
    }
    await revise(tx, recordingId, { changedIds: [] });
    return getTranscript(tx, recordingId);
  });
}

async function speakerCalled(tx: TxCtx, recordingId: string, name: string): Promise<string> {
  const { workspaceId } = tx;
  const known = await tx.db.recordingSpeaker.findFirst({
    where: { workspaceId, recordingId, name },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (known) return known.id;
  const id = newId();
  await tx.db.recordingSpeaker.create({
    data: { workspaceId, recordingId, id, name, createdAt: tx.clock.now() },
  });
  return id;
}
