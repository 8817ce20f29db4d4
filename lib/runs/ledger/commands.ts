import { MINUTE } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { type Engine, findPricing } from "@/lib/models/queries";
import { costMicros } from "@/lib/models/rules";
import { reserve } from "../budget/queries";

type Purpose = "answer" | "title" | "test" | "embedding" | "report" | "scan";
export type Usage = { inputTokens: number; cachedInputTokens: number; outputTokens: number };
export type EntryStatus = "complete" | "failed" | "stopped" | "interrupted";

export const NOTHING_USED: Usage = { inputTokens: 0, cachedInputTokens: 0, outputTokens: 0 };

type Attempt = {
  runId: string | null;
  conversationId: string | null;
  memberId: string | null;
  purpose: Purpose;
  engine: Engine;
  attempt: number;
  /** A rough count of what is about to be sent: what it counts for if nobody lives to hear the right one. */
  inputTokens: number;
};

/**
 * Opens the ledger's line of a provider attempt before it leaves, and sets aside what it may cost: whoever dies meanwhile leaves it open,
 * and the sweeper settles it once. Throws QUOTA when the month's budget does not hold it.
 */
export async function openEntry(ctx: Ctx | TxCtx, attempt: Attempt): Promise<string> {
  const { engine, ...entry } = attempt;
  const id = newId(ctx.clock.now().getTime());
  await transaction(ctx, async (tx) => {
    const reservedMicros = await reserve(tx, engine, attempt.inputTokens);
    await tx.db.usageEntry.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        ...entry,
        provider: engine.provider,
        model: engine.name,
        status: "open",
        reservedMicros,
        createdAt: tx.clock.now(),
      },
    });
  });
  return id;
}

type Settlement = { entryId: string; engine: Engine; status: EntryStatus; usage: Usage; durationMs: number };

/** Writes what an attempt came to. A settled line is not touched again. */
export async function settleEntry(ctx: Ctx | TxCtx, settlement: Settlement): Promise<void> {
  const { entryId, engine, status, usage, durationMs } = settlement;
  await transaction(ctx, (tx) =>
    tx.db.usageEntry.updateMany({
      where: { workspaceId: tx.workspaceId, id: entryId, status: "open" },
      data: { ...usage, status, durationMs, costMicros: costMicros(engine.pricing, usage) },
    }),
  );
}

/**
 * Asks a provider once, with its line in the ledger: opened before, and settled with what it came to. Throws QUOTA, and whatever the asking
 * throws, for which nothing is spent; but what was sent counts where it was `stopped` before it was answered.
 */
export async function metered<T>(
  ctx: Ctx,
  attempt: Attempt,
  ask: () => Promise<{ answer: T; usage: Usage }>,
  stopped?: AbortSignal,
): Promise<T> {
  const { engine, inputTokens } = attempt;
  const entryId = await openEntry(ctx, attempt);
  const startedAt = performance.now();
  const settle = (status: EntryStatus, usage: Usage) =>
    settleEntry(ctx, {
      entryId,
      engine,
      status,
      usage,
      durationMs: Math.round(performance.now() - startedAt),
    });
  try {
    const { answer, usage } = await ask();
    await settle("complete", usage);
    return answer;
  } catch (error) {
    if (stopped?.aborted) await settle("stopped", { ...NOTHING_USED, inputTokens });
    else await settle("failed", NOTHING_USED);
    throw error;
  }
}

/** What a model says that it used; where it says nothing, the rough count. */
export function reportedUsage(
  usage: {
    inputTokens: number | undefined;
    inputTokenDetails: { cacheReadTokens: number | undefined };
    outputTokens: number | undefined;
  },
  rough: { inputTokens: number; outputTokens: number },
): Usage {
  return {
    inputTokens: usage.inputTokens ?? rough.inputTokens,
    cachedInputTokens: usage.inputTokenDetails.cacheReadTokens ?? 0,
    outputTokens: usage.outputTokens ?? rough.outputTokens,
  };
}

/** Lines outside of a run that nobody settled within this are of a process that died. */
const FORGOTTEN_MS = 10 * MINUTE;

/** Settles the lines that a dead process left open outside of any run: what was set aside for them counts as spent. */
export function settleForgotten(ctx: Ctx): Promise<void> {
  return transaction(ctx, async (tx) => {
    const before = new Date(tx.clock.now().getTime() - FORGOTTEN_MS);
    await tx.db.$executeRaw`
      update "UsageEntry" set status = 'interrupted', "costMicros" = "reservedMicros"
      where "workspaceId" = ${tx.workspaceId}::uuid and "createdAt" between ${before}::timestamptz - interval '1 day' and ${before}::timestamptz
        and "runId" is null and status = 'open'`;
  });
}

/** Settles the lines that a dead worker left open: what was sent, and the text that came back, by a rough count. */
export async function settleOpenEntries(tx: TxCtx, runId: string, outputTokens: number): Promise<void> {
  const open = await tx.db.usageEntry.findMany({
    where: { workspaceId: tx.workspaceId, runId, status: "open" },
  });
  for (const entry of open) {
    const pricing = await findPricing(tx, { provider: entry.provider, name: entry.model });
    const usage = { inputTokens: entry.inputTokens, cachedInputTokens: 0, outputTokens };
    await tx.db.usageEntry.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: entry.id } },
      data: {
        ...usage,
        status: "interrupted",
        durationMs: tx.clock.now().getTime() - entry.createdAt.getTime(),
        costMicros: costMicros(pricing, usage),
      },
    });
  }
}
