import { type Ctx, read } from "@/lib/ctx";
import { progressTo } from "../../announcing/commands";
import { getRecording } from "../../queries";
import { composeReport } from "../../reports/commands";
import type { RecordingStatus } from "../../schema";

/**
 * The last stage: the report, but of a voice message only when it is asked for. `failedPieces` null: it waits for an engine, and its notes are made
 * into the report meanwhile. Emits recording.progressed. Exempt from audit: it derives.
 */
export async function endRecording(
  ctx: Ctx,
  recordingId: string,
  failedPieces: number | null,
): Promise<RecordingStatus> {
  const row = await read(ctx, (tx) => getRecording(tx, recordingId));
  if (row.kind !== "voice") await composeReport(ctx, recordingId);
  if (failedPieces === null) {
    await progressTo(ctx, recordingId, {});
    return "pending";
  }
  const status = failedPieces === 0 ? "processed" : "failed";
  await progressTo(ctx, recordingId, {
    status,
    stage: "reported",
    progress: failedPieces === 0 ? 100 : 90,
    waitingFor: null,
    error: failedPieces === 0 ? null : failedSentence(failedPieces),
  });
  return status;
}

function failedSentence(pieces: number): string {
  return pieces === 1
    ? "One piece could not be transcribed. Try again: the rest is not sent again."
    : `${pieces} pieces could not be transcribed. Try again: the rest is not sent again.`;
}
