import type { TxCtx } from "@/lib/ctx";
import { getRecording } from "../queries";
import { listShown } from "../transcripts/queries";
import { statisticsOf } from "./rules";
import type { StatisticsDto } from "./schema";

/** Who spoke how long, of what is shown of the transcript. Throws NOT_FOUND. */
export async function getStatistics(tx: TxCtx, recordingId: string): Promise<StatisticsDto> {
  const { durationMs } = await getRecording(tx, recordingId);
  return statisticsOf(await listShown(tx, recordingId), durationMs ?? 0);
}
