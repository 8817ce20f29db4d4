import { z } from "zod";
import type { TxCtx } from "@/lib/ctx";
import { type Answer, applyPart, NO_ANSWER } from "../rules";
import { RunPart } from "../schema";

const Parts = z.array(RunPart);

/** A stretch of a run's log: `parts[0]` is its part number `from`. */
export type Stretch = { from: number; to: number; parts: RunPart[] };

/** What a run's log holds after a part number, oldest first; `seq` of a row numbers its last part. */
export async function listStretches(tx: TxCtx, runId: string, after: number): Promise<Stretch[]> {
  const rows = await tx.db.runEvent.findMany({
    where: { workspaceId: tx.workspaceId, runId, seq: { gt: after } },
    orderBy: { seq: "asc" },
  });
  return rows.map(({ seq, parts }) => {
    const all = Parts.parse(parts);
    return { from: seq - all.length + 1, to: seq, parts: all };
  });
}

/** The answer as the log has it. */
export async function foldLog(tx: TxCtx, runId: string): Promise<Answer> {
  const stretches = await listStretches(tx, runId, 0);
  return stretches.flatMap(({ parts }) => parts).reduce(applyPart, NO_ANSWER);
}
