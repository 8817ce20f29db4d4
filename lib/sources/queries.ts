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
  const ranked = await rank(tx, { terms, audiences, meanLength: meanLengthOf(statistics) });
  const now = tx.clock.now();
  const passages = (await findCandidates(tx, ranked, audiences))
    .filter(({ id, wasAsked }) => id !== search.questionId && !wasAsked)
    .filter(({ text }) => !(isQuestion(text) && asksTheSame(search.question, text)))
    .map((found) => ({ found, rank: withRecency(found.score, found.saidAt, now) }))
    .toSorted((a, b) => b.rank - a.rank)
    .slice(0, search.limit)
    .map(({ found: { wasAsked: _, ...passage } }) => passage);
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

type Ranked = { key: bigint; score: number };

/** Of so many candidates, those that the rarer terms like best, the common terms are looked up one by one. */
const RESCORED = 1_000;

/**
 * BM25 over postings, best first. The rarer terms draw candidates and score them in one pass along the primary key; the terms too common
 * to be read whole are then looked up for the best of these. Written so that the primary key is the only sensible way to every
 * posting, also where the planner knows nothing of the data yet.
 */
function rank(
  tx: TxCtx,
  { terms, audiences, meanLength }: { terms: WeighedTerm[]; audiences: string[]; meanLength: number },
): Promise<Ranked[]> {
  return tx.db.$queryRaw<Ranked[]>`
    with asked as (
      select * from unnest(
        ${terms.map(({ term }) => term)}::text[], ${terms.map(({ weight }) => weight)}::float8[],
        ${terms.map(({ most }) => most)}::int[], ${terms.map(({ isWhole }) => isWhole)}::boolean[]
      ) as t (term, weight, most, is_whole)
    ), drawn as materialized (
      select posting.passage_key, case when asked.is_whole then asked.weight * posting.tf * ${K1 + 1}::float8
        / (posting.tf + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * posting.length / ${meanLength}::float8)) else 0 end as score
      from asked cross join lateral (
        select p.passage_key, p.tf, p.length from search.posting p
        where p.workspace_id = ${tx.workspaceId}::uuid and p.term = asked.term and p.audience_id = any(${audiences}::uuid[])
        order by p.passage_key desc limit asked.most
      ) posting
    ), best as materialized (
      select passage_key, sum(score) as score from drawn
      group by passage_key order by score desc, passage_key desc limit ${RESCORED}
    ), common as (
      select posting.passage_key, sum(asked.weight * posting.tf * ${K1 + 1}::float8
        / (posting.tf + ${K1}::float8 * (${1 - B}::float8 + ${B}::float8 * posting.length / ${meanLength}::float8))) as score
      from (select array_agg(passage_key) as keys from best) found cross join asked cross join lateral (
        select p.passage_key, p.tf, p.length from search.posting p
        where p.workspace_id = ${tx.workspaceId}::uuid and p.term = asked.term and p.passage_key = any(found.keys)
      ) posting
      where not asked.is_whole
      group by posting.passage_key
    )
    select best.passage_key as key, best.score + coalesce(common.score, 0) as score
    from best left join common on common.passage_key = best.passage_key
    order by score desc, key desc limit ${CANDIDATES}`;
}

type Candidate = FoundPassage & { wasAsked: boolean };

/**
 * What the ranked passages say, in no order. A message is shown and quoted as it is now, not as it was indexed, and not at all once it is
 * deleted.
 */
async function findCandidates(tx: TxCtx, ranked: Ranked[], audiences: string[]): Promise<Candidate[]> {
  const scores = new Map(ranked.map(({ key, score }) => [key, score]));
  const passages = await tx.db.passage.findMany({
    where: {
      workspaceId: tx.workspaceId,
      key: { in: [...scores.keys()] },
      audienceId: { in: audiences },
      source: { status: "ready", deletedAt: null },
    },
    include: { source: true },
  });
  const messages = await findMessages(
    tx,
    passages.filter(({ source }) => source.type === "conversation").map(({ id }) => id),
  );
  return passages.flatMap(({ id, key, source, text, anchor, createdAt }) => {
    const message = messages.get(id);
    if (source.type === "conversation" && !message) return [];
    return {
      id,
      score: scores.get(key) ?? 0,
      text: message?.text ?? text,
      sourceType: source.type as FoundPassage["sourceType"], // written only from the enum
      sourceId: source.subjectId,
      version: source.version,
      anchor: AnchorDto.parse(anchor),
      title: message?.title ?? source.title,
      author: message?.author ?? null,
      saidAt: createdAt,
      wasAsked: message?.wasAsked ?? false,
    };
  });
}

type Said = { text: string; author: string; title: string; wasAsked: boolean };

async function findMessages(tx: TxCtx, ids: string[]): Promise<Map<string, Said>> {
  const rows = await tx.db.message.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: ids }, deletedAt: null },
    include: { sender: { select: { name: true } }, conversation: { select: { kind: true, name: true } } },
  });
  const places = [...new Set(rows.map(({ conversationId }) => conversationId))];
  const asked = await tx.db.run.findMany({
    where: { workspaceId: tx.workspaceId, conversationId: { in: places }, questionId: { in: ids } },
    select: { questionId: true },
  });
  const directs = rows.filter(({ conversation }) => conversation.kind === "direct");
  const people = await findPeople(
    tx,
    directs.map(({ conversationId }) => conversationId),
  );
  const questions = new Set(asked.map(({ questionId }) => questionId));
  return new Map(
    rows.map(({ id, body, sender, conversation, conversationId }) => [
      id,
      {
        text: body,
        author: sender.name,
        title: titleOf(conversation, people.get(conversationId) ?? []),
        wasAsked: questions.has(id),
      },
    ]),
  );
}

/** Who is in each of these direct messages. */
async function findPeople(tx: TxCtx, conversationIds: string[]): Promise<Map<string, string[]>> {
  if (conversationIds.length === 0) return new Map();
  const rows = await tx.db.participant.findMany({
    where: { workspaceId: tx.workspaceId, conversationId: { in: conversationIds } },
    include: { member: { select: { name: true } } },
    orderBy: { joinedAt: "asc" },
  });
  const groups = Map.groupBy(rows, ({ conversationId }) => conversationId);
  return new Map([...groups].map(([id, group]) => [id, group.map(({ member }) => member.name)]));
}

function titleOf({ kind, name }: { kind: string; name: string | null }, people: string[]): string {
  if (kind === "channel") return `#${name ?? ""}`;
  if (kind === "direct") return people.join(", ");
  return name ?? "AI chat";
}
