import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { findOpenAudiences } from "../audiences/queries";

/** Postings of a step, but for a term that has more by itself; and rows that are cleared away with one statement. */
const AT_ONCE = 100_000;
/** Passages are wide rows: so many of them are read as slowly. */
const PASSAGE_COSTS = 10;

/**
 * Counts anew how many passages each term stands in, over what every member may read and nothing else: a rare word of a private
 * conversation must not show in how answers are ranked. In steps, each a transaction of its own that ends well within a statement's time; after
 * a crash the next call goes on where the last one was. The old numbers hold until the new ones are whole. Emits nothing. Exempt from
 * audit: it derives.
 */
export async function refreshStatistics(ctx: Ctx, { atOnce = AT_ONCE } = {}): Promise<void> {
  for (let isWhole = false; !isWhole; ) isWhole = await transaction(ctx, (tx) => countOn(tx, atOnce));
  for (let cleared = atOnce; cleared === atOnce; )
    cleared = await transaction(ctx, (tx) => clearOutdated(tx, atOnce));
}

type Counting = {
  passageKey: bigint;
  arePassagesDone: boolean;
  term: string;
  passages: number;
  totalLength: bigint;
};

/** One step. True when it was the last one. */
async function countOn(tx: TxCtx, atOnce: number): Promise<boolean> {
  const counting = await lockCounting(tx);
  const audiences = await findOpenAudiences(tx);
  if (!counting.arePassagesDone) {
    await addLengths(tx, counting, { audiences, most: Math.ceil(atOnce / PASSAGE_COSTS) });
    return false;
  }
  const last = await findLastTerm(tx, counting, atOnce);
  await countTerms(tx, counting, { audiences, last });
  if (last === null) await show(tx, counting);
  return last === null;
}

/** Begins, or goes on. Whoever counts at the same time takes turns, on the same count. */
async function lockCounting(tx: TxCtx): Promise<Counting> {
  const [counting] = await tx.db.$queryRaw<Counting[]>`
    insert into search.counting as c (workspace_id) values (${tx.workspaceId}::uuid)
    on conflict (workspace_id) do update set workspace_id = excluded.workspace_id
    returning passage_key as "passageKey", are_passages_done as "arePassagesDone", term, passages, total_length as "totalLength"`;
  if (!counting) throw new Error("A count could not be begun.");
  return counting;
}

type Step = { audiences: string[]; most: number };

async function addLengths(tx: TxCtx, { passageKey }: Counting, { audiences, most }: Step): Promise<void> {
  await tx.db.$executeRaw`
    with batch as materialized (
      select key, length, "audienceId" = any(${audiences}::uuid[]) as is_open from "Passage"
      where "workspaceId" = ${tx.workspaceId}::uuid and key > ${passageKey}::bigint order by key limit ${most}
    ), sums as (
      select coalesce(max(key), ${passageKey}::bigint) as key, count(*) < ${most} as is_end,
        count(*) filter (where is_open) as passages, coalesce(sum(length) filter (where is_open), 0) as length from batch
    )
    update search.counting c set passage_key = sums.key, are_passages_done = sums.is_end,
      passages = c.passages + sums.passages, total_length = c.total_length + sums.length
    from sums where c.workspace_id = ${tx.workspaceId}::uuid`;
}

/** The term up to which a step counts: a term is never counted in two halves. null: all that are left. */
async function findLastTerm(tx: TxCtx, { term }: Counting, most: number): Promise<string | null> {
  const [last] = await tx.db.$queryRaw<{ term: string }[]>`
    select term from search.posting where workspace_id = ${tx.workspaceId}::uuid and term > ${term}
    order by term offset ${most} limit 1`;
  return last?.term ?? null;
}

async function countTerms(
  tx: TxCtx,
  { term }: Counting,
  { audiences, last }: { audiences: string[]; last: string | null },
): Promise<void> {
  await tx.db.$executeRaw`
    insert into search.term_stat (workspace_id, generation, term, df)
    select workspace_id, coalesce((select generation from search.corpus_stat where workspace_id = ${tx.workspaceId}::uuid), 0) + 1,
      term, count(*) from search.posting
    where workspace_id = ${tx.workspaceId}::uuid and term > ${term} and (${last}::text is null or term <= ${last})
      and audience_id = any(${audiences}::uuid[])
    group by workspace_id, term`;
  if (last !== null)
    await tx.db
      .$executeRaw`update search.counting set term = ${last} where workspace_id = ${tx.workspaceId}::uuid`;
}

/** From here on questions are weighed by the new numbers, all of them at once. */
async function show(tx: TxCtx, { passages, totalLength }: Counting): Promise<void> {
  await tx.db.$executeRaw`
    insert into search.corpus_stat as c (workspace_id, generation, passages, total_length)
    values (${tx.workspaceId}::uuid, 1, ${passages}::int, ${totalLength}::bigint)
    on conflict (workspace_id) do update
      set generation = c.generation + 1, passages = excluded.passages, total_length = excluded.total_length`;
  await tx.db.$executeRaw`delete from search.counting where workspace_id = ${tx.workspaceId}::uuid`;
}

/** Returns how many rows went. */
function clearOutdated(tx: TxCtx, most: number): Promise<number> {
  return tx.db.$executeRaw`
    delete from search.term_stat t using (
      select old.workspace_id, old.generation, old.term from search.term_stat old
      join search.corpus_stat c on c.workspace_id = old.workspace_id
      where old.workspace_id = ${tx.workspaceId}::uuid and old.generation < c.generation limit ${most}
    ) due where t.workspace_id = due.workspace_id and t.generation = due.generation and t.term = due.term`;
}
