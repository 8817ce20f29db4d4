import { DAY } from "@/lib/core/clock";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { findBudget } from "../budget/queries";
import type { UsageDto } from "../schema";

export type Spent = { inputTokens: number; outputTokens: number; costMicros: number; attempts: number };

/** What the attempts at an answer came to. Its title is a line of its own. */
export async function sumOfRun(tx: TxCtx, runId: string): Promise<Spent> {
  const [row] = await tx.db.$queryRaw<Spent[]>`
    select coalesce(sum("inputTokens"), 0)::int as "inputTokens", coalesce(sum("outputTokens"), 0)::int as "outputTokens",
      coalesce(sum("costMicros"), 0)::float8 as "costMicros", count(*)::int as attempts
    from "UsageEntry" where "workspaceId" = ${tx.workspaceId}::uuid and "runId" = ${runId}::uuid and purpose = 'answer'`;
  return row ?? { inputTokens: 0, outputTokens: 0, costMicros: 0, attempts: 0 };
}

type Line = Spent & {
  day: string;
  provider: string;
  model: string;
  purpose: string;
  memberId: string | null;
  name: string | null;
};

/** The ledger of the last days, added up in every way from the same lines. Members see their own part, admins the whole. */
export async function getUsage(tx: TxCtx, days: number): Promise<UsageDto> {
  const from = new Date(tx.clock.now().getTime() - days * DAY);
  const { actor } = tx;
  const seesAll = "role" in actor && (actor.role === "admin" || actor.role === "owner");
  const lines = await tx.db.$queryRaw<Line[]>`
    select to_char(u."createdAt" at time zone 'UTC', 'YYYY-MM-DD') as day, u.provider, u.model, u.purpose, u."memberId", m.name,
      sum(u."inputTokens")::float8 as "inputTokens", sum(u."outputTokens")::float8 as "outputTokens",
      sum(u."costMicros")::float8 as "costMicros", count(*)::int as attempts
    from "UsageEntry" u left join "Member" m on m."workspaceId" = u."workspaceId" and m.id = u."memberId"
    where u."workspaceId" = ${tx.workspaceId}::uuid and u."createdAt" >= ${from}::timestamptz
      and (${seesAll} or u."memberId" = ${actorMemberId(tx)}::uuid)
    group by 1, 2, 3, 4, 5, 6 order by 1`;
  return {
    from: from.toISOString(),
    total: add(lines),
    budget: seesAll ? await findBudget(tx) : null,
    byDay: groupBy(
      lines,
      ({ day }) => day,
      ({ day }) => ({ day }),
    ),
    byModel: groupBy(
      lines,
      ({ provider, model }) => `${provider}/${model}`,
      ({ provider, model }) => ({ provider, model }),
    ),
    byPurpose: groupBy(
      lines,
      ({ purpose }) => purpose,
      ({ purpose }) => ({ purpose }),
    ),
    byMember: groupBy(
      lines,
      ({ memberId }) => memberId ?? "",
      ({ memberId, name }) => ({ memberId, name }),
    ),
  };
}

function groupBy<K extends object>(
  lines: Line[],
  keyOf: (line: Line) => string,
  labelOf: (line: Line) => K,
): (K & Spent)[] {
  const groups = Map.groupBy(lines, keyOf);
  return [...groups.values()].flatMap((group) => (group[0] ? [{ ...labelOf(group[0]), ...add(group) }] : []));
}

function add(lines: Spent[]): Spent {
  const sum = (pick: (line: Spent) => number) => lines.reduce((total, line) => total + pick(line), 0);
  return {
    inputTokens: sum((line) => line.inputTokens),
    outputTokens: sum((line) => line.outputTokens),
    costMicros: sum((line) => line.costMicros),
    attempts: sum((line) => line.attempts),
  };
}

/** When each provider was last asked something. */
export async function findLastUses(tx: TxCtx): Promise<Map<string, Date>> {
  const rows = await tx.db.usageEntry.groupBy({
    by: ["provider"],
    where: { workspaceId: tx.workspaceId },
    _max: { createdAt: true },
  });
  return new Map(rows.flatMap(({ provider, _max }) => (_max.createdAt ? [[provider, _max.createdAt]] : [])));
}
