import { AppError } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { Engine } from "@/lib/models/queries";
import { costMicros } from "@/lib/models/rules";
import { outputTokens } from "../prompt/rules";
import type { BudgetDto } from "../schema";

/** Answers are rarely longer: setting aside the longest possible one would refuse most questions of a small budget. */
const RESERVED_OUTPUT_TOKENS = 4_000;
const MICROS_PER_CENT = 10_000;

/** The month's budget and what of it is spent or set aside; null without one. */
export async function findBudget(tx: TxCtx): Promise<BudgetDto | null> {
  const workspace = await tx.db.workspace.findFirst({
    where: { id: tx.workspaceId },
    select: { budgetCents: true },
  });
  return toBudget(tx, workspace?.budgetCents ?? null);
}

/** Throws QUOTA when nothing is left of the month's budget. What costs nothing may always be asked. */
export async function requireBudget(tx: TxCtx, engine: Pick<Engine, "pricing">): Promise<void> {
  if (isFree(engine)) return;
  const budget = await findBudget(tx);
  if (budget && budget.spentMicros >= budget.limitMicros) throw overBudget(budget);
}

/**
 * What to set aside for an attempt, in micro-dollars: its input and an ordinary answer. Attempts are let through one by one, by the lock
 * of the workspace's row, so that two that begin together do not both take the last of it. Throws QUOTA.
 */
export async function reserve(tx: TxCtx, engine: Engine, inputTokens: number): Promise<number> {
  if (isFree(engine)) return 0;
  const answer = Math.min(outputTokens(engine), RESERVED_OUTPUT_TOKENS);
  const micros = costMicros(engine.pricing, { inputTokens, cachedInputTokens: 0, outputTokens: answer });
  const [row] = await tx.db.$queryRaw<{ budgetCents: number | null }[]>`
    select "budgetCents" from "Workspace" where id = ${tx.workspaceId}::uuid for no key update`;
  const budget = await toBudget(tx, row?.budgetCents ?? null);
  if (budget && budget.spentMicros + micros > budget.limitMicros) throw overBudget(budget);
  return micros;
}

/** Added up from the ledger each time: a counter beside it could drift. */
async function toBudget(tx: TxCtx, budgetCents: number | null): Promise<BudgetDto | null> {
  if (budgetCents === null) return null;
  const now = tx.clock.now();
  const monthFrom = (months: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
  const [row] = await tx.db.$queryRaw<{ micros: number }[]>`
    select coalesce(sum(case status when 'open' then "reservedMicros" else "costMicros" end), 0)::float8 as micros
    from "UsageEntry" where "workspaceId" = ${tx.workspaceId}::uuid and "createdAt" >= ${monthFrom(0)}::timestamptz`;
  return {
    limitMicros: budgetCents * MICROS_PER_CENT,
    spentMicros: row?.micros ?? 0,
    until: monthFrom(1).toISOString(),
  };
}

function isFree({ pricing }: Pick<Engine, "pricing">): boolean {
  return pricing.every(({ inputMicros, outputMicros }) => inputMicros === 0 && outputMicros === 0);
}

function overBudget({ limitMicros, spentMicros }: BudgetDto): AppError {
  const dollars = `$${(limitMicros / 1_000_000).toFixed(2)}`;
  const state = spentMicros >= limitMicros ? "is spent" : "does not hold another answer of this model";
  const sentence = `This month's budget for models of ${dollars} ${state}. Choose Quotes only, which costs nothing, or ask an admin to raise it.`;
  return new AppError("QUOTA", sentence);
}
