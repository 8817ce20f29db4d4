import type { Ctx } from "@/lib/ctx";
import { progressTo } from "../../announcing/commands";
import type { RecordingStatus } from "../../schema";

/**
 * The last stage, with the report. `failedPieces` null: it waits for an engine, and its notes are the report meanwhile. Emits recording.progressed.
 * Exempt from audit: it derives.
 */
export async function endRecording(
  ctx: Ctx,
  recordingId: string,
  failedPieces: number | null,
): Promise<RecordingStatus> {
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
