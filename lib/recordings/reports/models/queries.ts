import type { TxCtx } from "@/lib/ctx";
import { type Engine, findEngines } from "@/lib/models/queries";

/** Who writes reports: the workspace's model, then its fallbacks. None where the one that is chosen is Quotes only. */
export async function listWriters(tx: TxCtx): Promise<Engine[]> {
  const engines = await findEngines(tx, { conversationModelId: null });
  return engines[0].provider === "quotes" ? [] : engines.filter(({ provider }) => provider !== "quotes");
}
