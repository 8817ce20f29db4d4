import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { recordingProgressed } from "../events";
import { NOT_UNSAID } from "../policy";
import { getRecording, heardByOf, type RecordingRow, toRecordingDto } from "../queries";
import type { RecordingDto, RecordingStage, RecordingStatus } from "../schema";

type Change = Parameters<typeof recordingProgressed>[0]["change"];

/** Its row locked, so that what changes it comes one after the other. Throws NOT_FOUND for what the actor may not hear. */
export async function lockRecording(tx: TxCtx, recordingId: string): Promise<RecordingRow> {
  await tx.db.$queryRaw`
    select 1 from "Recording" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${recordingId}::uuid for update`;
  return getRecording(tx, recordingId);
}

/** Says what happened to exactly those who may hear it, and returns it as it is now. Emits recording.progressed. Exempt from audit: it tells. */
export async function announce(tx: TxCtx, recordingId: string, change: Change): Promise<RecordingDto> {
  const row = await getRecording(tx, recordingId);
  const recording = toRecordingDto(row);
  const { status, stage, progress, waitingFor, revision } = recording;
  await enqueue(
    tx,
    recordingProgressed({
      recordingId,
      status,
      stage,
      progress,
      waitingFor,
      revision,
      change,
      heardBy: heardByOf(row),
    }),
  );
  return recording;
}

export type Progress = {
  status?: RecordingStatus;
  stage?: RecordingStage;
  progress?: number;
  waitingFor?: "engine" | null;
  error?: string | null;
  durationMs?: number;
  recordedAt?: Date;
  waveform?: Uint8Array<ArrayBuffer>;
  fileId?: string;
};

/** Writes down how far the work is and says so. False when the recording was deleted. Emits recording.progressed. Exempt from audit: it derives. */
export function progressTo(ctx: Ctx | TxCtx, recordingId: string, change: Progress): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.recording.updateMany({
      where: { workspaceId: tx.workspaceId, id: recordingId, deletedAt: null, ...NOT_UNSAID },
      data: { ...change, updatedAt: tx.clock.now() },
    });
    if (count > 0) await announce(tx, recordingId, "progressed");
    return count > 0;
  });
}
