import type { TxCtx } from "@/lib/ctx";
import { listShown } from "@/lib/recordings/transcripts/queries";
import type { FoundPassage } from "@/lib/sources/queries";
import type { SaidLine } from "./rules";

/** The lines of the recordings that were found, by passage, so that a quote is cited with its own second and not with its passage's. */
export async function findSaidLines(tx: TxCtx, passages: FoundPassage[]): Promise<Map<string, SaidLine[]>> {
  const timed = passages.flatMap(({ id, sourceId, anchor }) =>
    anchor.kind === "time" ? [{ id, sourceId, ...anchor }] : [],
  );
  const lines = new Map<string, SaidLine[]>();
  for (const recordingId of new Set(timed.map(({ sourceId }) => sourceId))) {
    const said = await listShown(tx, recordingId);
    for (const { id, startMs, endMs } of timed.filter(({ sourceId }) => sourceId === recordingId))
      lines.set(
        id,
        said.filter((line) => line.endMs > startMs && line.startMs < endMs),
      );
  }
  return lines;
}
