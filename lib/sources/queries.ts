import type { TxCtx } from "@/lib/ctx";
import { AnchorDto, type CitationDto } from "@/lib/messages/schema";
import { findAudiences, type Readers } from "./audiences/queries";
import {
  B,
  evidenceOf,
  isEnough,
  K1,
  meanLengthOf,
  type Statistics,
  type WeighedTerm,
  weighTerms,
  withRecency,
} from "./ranking/rules";
import { asksTheSame, isQuestion, termsOf } from "./terms/rules";

export type FoundPassage = {
  id: string;
  score: number;
  text: string;
  sourceType: CitationDto["sourceType"];
  /** The conversation, document or recording. */
  sourceId: string;
  version: number;
  anchor: CitationDto["anchor"];
  /** `#launch`, or who is in a direct message. */
  title: string;
  author: string | null;
  saidAt: Date;
};

export type Found = {
  /** Best first. */
  passages: FoundPassage[];
  /** From 0 to 1; see `evidenceOf`. */
  evidence: number;
  isEnough: boolean;
};

type Search = {
  question: string;
  /** What was asked before, for a question that has hardly a word of its own. */
  previous?: string | null;
  readers: Readers;
  /** The message that asks: no evidence for itself. */
  questionId: string | null;
  limit: number;
};

const CANDIDATES = 60;

/**
 * The passages that answer a question best, of those that all of its readers may read: audiences are resolved first and filtered where
 * candidates are drawn, so that nothing else is ranked or counted. Questions are no evidence: neither the one that is asked,
 * nor those that ask the same, nor what was ever asked of an assistant.
 */
export async function searchPassages(tx: TxCtx, search: Search): Promise<Found> {
  const audiences = await findAudiences(tx, search.readers);
  const statistics = await findStatistics(tx, termsOf(`${search.question} ${search.previous ?? ""}`));
  const terms = weighTerms(search.question, search.previous ?? null, statistics);
  if (audiences.length === 0 || terms.length === 0) return { passages: [], evidence: 0, isEnough: false };
  const rows = await rank(tx, { terms, audiences, meanLength: meanLengthOf(statistics) });
  const now = tx.clock.now();
  const passages = rows
    .filter((row) => row.id !== search.questionId && !row.wasAsked)
    .filter((row) => !(isQuestion(row.text) && asksTheSame(search.question, row.text)))
    .map((row) => ({ row, rank: withRecency(row.score, row.saidAt, now) }))
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, search.limit)
    .map(({ row }) => toFoundPassage(row));
  const evidence = evidenceOf(Math.max(0, ...passages.map(({ score }) => score)), terms);
  return { passages, evidence, isEnough: isEnough(search.question, evidence) };
}

/** How many passages these readers may all read. */
export async function countPassages(tx: TxCtx, readers: Readers): Promise<number> {
  const audiences = await findAudiences(tx, readers);
  return tx.db.passage.count({ where: { workspaceId: tx.workspaceId, audienceId: { in: audiences } } });
}

/** null until the job has counted the workspace for the first time. */
async function findStatistics(tx: TxCtx, terms: string[]): Promise<Statistics | null> {
  const rows = await tx.db.$queryRaw<
    { term: string | null; df: number | null; passages: number; total: bigint }[]
  >`
    select t.term, t.df, c.passages, c.total_length as total from search.corpus_stat c
    left join search.term_stat t on t.workspace_id = c.workspace_id and t.term = any(${[...new Set(terms)]}::text[])
    where c.workspace_id = ${tx.workspaceId}::uuid`;
  const passages = rows[0]?.passages ?? 0;
  if (passages === 0) return null;
  const df = new Map(rows.flatMap(({ term, df }) => (term === null ? [] : [[term, df ?? 0] as const])));
  return { passages, meanLength: Number(rows[0]?.total ?? 0) / passages, df };
}

type Ranked = {
  id: string;
  score: number;
  text: string;
  type: string;
  subjectId: string;
  version: number;
  anchor: unknown;
  sourceTitle: string;
  kind: string | null;
  name: string | null;
  people: string | null;
  author: string | null;
  saidAt: Date;
  wasAsked: boolean;
};

/** BM25 over postings. A message is shown and quoted as it is now, not as it was indexed, and not at all once it is deleted. */
function rank(
  tx: TxCtx,
  { terms, audiences, meanLength }: { terms: WeighedTerm[]; audiences: string[]; meanLength: number },
): Promise<Ranked[]> {
  return tx.db.$queryRaw<Ranked[]>`
    with asked as (
      select * from unnest(
        ${terms.map(({ term }) => term)}::text[], ${terms.map(({ weight }) => weight)}::float8[], ${terms.map(({ most }) => most)}::int[]
      ) as t (term, weight, most)
    ), candidate as (
      select distinct drawn.passage_key from asked cross join lateral (
        select p.passage_key from search.posting p
        where p.workspace_id = ${tx.workspaceId}::uuid and p.term = asked.term and p.audience_id = any(${audiences}::uuid[])
        order by p.passage_key desc limit asked.most
      ) drawn
    ), scored as (
      select p.passage_key,
        sum(asked.weight * p.tf * ${K1 + 1}::float8 / (p.tf + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * p.length / ${meanLength}::float8))) as score
      from candidate
      cross join asked
      join search.posting p on p.workspace_id = ${tx.workspaceId}::uuid and p.term = asked.term and p.passage_key = candidate.passage_key
      group by p.passage_key order by score desc limit ${CANDIDATES}
    )
    select p.id, scored.score, coalesce(m.body, p.text) as text, s.type, s."subjectId", s.version, p.anchor, s.title as "sourceTitle",
      c.kind, c.name, author.name as author, p."createdAt" as "saidAt",
      case when c.kind = 'direct' then (
        select string_agg(d.name, ', ' order by d.name) from "Participant" i
        join "Member" d on d."workspaceId" = i."workspaceId" and d.id = i."memberId"
        where i."workspaceId" = c."workspaceId" and i."conversationId" = c.id) end as people,
      exists (select 1 from "Run" r where r."workspaceId" = m."workspaceId" and r."conversationId" = m."conversationId"
        and r."questionId" = m.id) as "wasAsked"
    from scored
    join "Passage" p on p."workspaceId" = ${tx.workspaceId}::uuid and p.key = scored.passage_key and p."audienceId" = any(${audiences}::uuid[])
    join "Source" s on s."workspaceId" = p."workspaceId" and s.id = p."sourceId" and s.status = 'ready' and s."deletedAt" is null
    left join "Message" m on s.type = 'conversation' and m."workspaceId" = p."workspaceId" and m.id = p.id
    left join "Conversation" c on c."workspaceId" = m."workspaceId" and c.id = m."conversationId"
    left join "Member" author on author."workspaceId" = m."workspaceId" and author.id = m."senderId"
    where s.type <> 'conversation' or m."deletedAt" is null and m.id is not null
    order by scored.score desc`;
}

function toFoundPassage(row: Ranked): FoundPassage {
  return {
    id: row.id,
    score: row.score,
    text: row.text,
    sourceType: row.type as FoundPassage["sourceType"], // written only from the enum
    sourceId: row.subjectId,
    version: row.version,
    anchor: AnchorDto.parse(row.anchor),
    title: titleOf(row),
    author: row.author,
    saidAt: row.saidAt,
  };
}

function titleOf({ kind, name, people, sourceTitle }: Ranked): string {
  if (kind === "channel") return `#${name ?? ""}`;
  if (kind === "direct") return people ?? "Direct message";
  if (kind === "chat") return name ?? "AI chat";
  return name ?? sourceTitle;
}
