import type { TxCtx } from "@/lib/ctx";
import { B, K1, type Statistics, type WeighedTerm } from "./rules";

/** null until the job has counted the workspace for the first time. */
export async function findStatistics(tx: TxCtx, terms: string[]): Promise<Statistics | null> {
  const rows = await tx.db.$queryRaw<
    { term: string | null; df: number | null; passages: number; total: bigint }[]
  >`
    select t.term, t.df, c.passages, c.total_length as total from search.corpus_stat c
    left join search.term_stat t on t.workspace_id = c.workspace_id and t.generation = c.generation
      and t.term = any(${[...new Set(terms)]}::text[])
    where c.workspace_id = ${tx.workspaceId}::uuid`;
  const passages = rows[0]?.passages ?? 0;
  if (passages === 0) return null;
  const df = new Map(rows.flatMap(({ term, df }) => (term === null ? [] : [[term, df ?? 0] as const])));
  return { passages, meanLength: Number(rows[0]?.total ?? 0) / passages, df };
}

export type Ranked = { key: bigint; score: number };

/** Of so many candidates, those that the rarer terms like best, the common terms are looked up one by one. */
const RESCORED = 1_000;

type RankedSearch = {
  terms: WeighedTerm[];
  /** Whose passages may be ranked at all. */
  audiences: string[];
  /** The ids of what is searched; null: everything. */
  within: string[] | null;
  /** The types of sources that are wanted; left out: all. */
  types?: string[];
  meanLength: number;
  most: number;
};

const LAST_KEY = 9_223_372_036_854_775_807n;

/**
 * BM25 over postings, best first. The rarer terms draw candidates and score them in one pass along the primary key; the terms too common
 * to be read whole are then looked up for the best of these. Written so that the primary key is the only sensible way to every
 * posting, also where the planner knows nothing of the data yet. What may not answer (not published, deleted, not for these readers any more
 * though its postings have not followed, of another type, or itself a question that an assistant was asked) is passed over before any number
 * is cut: down the order, one look-up each, until there are enough of the others. `offset 0` keeps the planner from joining it all instead.
 */
export function rankPassages(
  tx: TxCtx,
  { terms, audiences, within, types = [], meanLength, most }: RankedSearch,
): Promise<Ranked[]> {
  return tx.db.$queryRaw<Ranked[]>`
    with asked as (
      select * from unnest(
        ${terms.map(({ term }) => term)}::text[], ${terms.map(({ weight }) => weight)}::float8[],
        ${terms.map(({ most }) => most)}::int[], ${terms.map(({ isWhole }) => isWhole)}::boolean[]
      ) as t (term, weight, most, is_whole)
    ), place as materialized (
      select coalesce(min(p.key), 0) as low, case when ${within === null} then ${LAST_KEY}::bigint else coalesce(max(p.key), -1) end as high,
        array_agg(p.key) as keys
      from "Passage" p join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId"
      where ${within !== null} and p."workspaceId" = ${tx.workspaceId}::uuid and s."workspaceId" = ${tx.workspaceId}::uuid
        and s."subjectId" = any(${within ?? []}::uuid[]) and s."deletedAt" is null
    ), drawn as materialized (
      select posting.passage_key, case when asked.is_whole then asked.weight * posting.tf * ${K1 + 1}::float8
        / (posting.tf + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * posting.length / ${meanLength}::float8)) else 0 end as score
      from asked cross join place cross join lateral (
        select p.passage_key, p.tf, p.length from search.posting p
        where p.workspace_id = ${tx.workspaceId}::uuid and p.term = asked.term and p.audience_id = any(${audiences}::uuid[])
          and p.passage_key between place.low and place.high and (${within === null} or p.passage_key = any(place.keys))
        order by p.passage_key desc limit asked.most
      ) posting
    ), best as materialized (
      select passage_key, score from (
        select passage_key, sum(score) as score from drawn group by passage_key order by score desc, passage_key desc
      ) candidate
      where exists (
        select from "Passage" p join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId"
        where p."workspaceId" = ${tx.workspaceId}::uuid and p.key = candidate.passage_key and p."audienceId" = any(${audiences}::uuid[])
          and s.status = 'ready' and s."deletedAt" is null and (${types.length === 0} or s.type = any(${types}::text[]))
          and not exists (select from "Run" r where r."workspaceId" = p."workspaceId" and r."questionId" = p.id)
        offset 0)
      limit ${terms.every(({ isWhole }) => isWhole) ? most : RESCORED}
    ), common as materialized (
      select posting.passage_key, sum(asked.weight * posting.tf * ${K1 + 1}::float8
        / (posting.tf + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * posting.length / ${meanLength}::float8))) as score
      from (select array_agg(passage_key) as keys from best) found cross join asked cross join lateral (
        select p.passage_key, p.tf, p.length from search.posting p
        where p.workspace_id = ${tx.workspaceId}::uuid and p.term = asked.term and p.passage_key = any(found.keys)
      ) posting
      where not asked.is_whole
      group by posting.passage_key
    )
    select passage_key as key, sum(score) as score from (select * from best union all select * from common) each
    group by passage_key order by score desc, passage_key desc limit ${most}`;
}
