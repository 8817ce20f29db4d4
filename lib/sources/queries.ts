import type { TxCtx } from "@/lib/ctx";
import { findAudiences, type Readers } from "./audiences/queries";
import { closenessTo } from "./closeness/rules";
import { type Candidate, type FoundPassage, findCandidates } from "./passages/queries";
import { withoutOverlaps } from "./passages/rules";
import { findStatistics, rankPassages } from "./ranking/queries";
import {
  barFor,
  evidenceOf,
  fused,
  meanLengthOf,
  rarityOf,
  scoreOf,
  type WeighedTerm,
  weighTerms,
  withRecency,
} from "./ranking/rules";
import { asksTheSame, indexTerms, isQuestion, termsOf } from "./terms/rules";
import { findNear, withNear, withSimilarities } from "./vectors/queries";
import type { Meaning } from "./vectors/schema";

export type { FoundPassage } from "./passages/queries";

export type Found = {
  /** Best first. */
  passages: FoundPassage[];
  /** From 0 to 1; see `evidenceOf`. */
  evidence: number;
  /** What it would have to be. */
  bar: number;
  isEnough: boolean;
  /** Whether they were ranked by what they mean as well. */
  byMeaning: boolean;
  /** What was searched for, the rarest first. */
  terms: WeighedTerm[];
};

type Search = {
  question: string;
  /** What was asked before, where the question leans on it: see `contextOf`. */
  context?: string | null;
  readers: Readers;
  /** The message that asks: no evidence for itself. */
  questionId: string | null;
  /** The ids of the conversations, documents or recordings that are searched; left out: all. */
  within?: string[] | null;
  /** The same question as a vector; null: by its words alone. */
  meaning?: Meaning | null;
  limit: number;
};

const CANDIDATES = 60;
/** Where too few of them can be evidence, so many times as many are drawn, and once more. */
const MORE = 4;
const MOST_CANDIDATES = CANDIDATES * MORE ** 2;
/** So many of the candidates are read closely. */
const READ_CLOSELY = 40;

/**
 * The passages that answer a question best, of those that all of its readers may read: audiences are resolved first and filtered where
 * candidates are drawn, so that nothing else is ranked or counted. Questions are no evidence: neither the one that is asked,
 * nor those that ask the same, nor what was ever asked of an assistant.
 */
export async function searchPassages(tx: TxCtx, search: Search): Promise<Found> {
  const { question, questionId, within = null, meaning = null } = search;
  const context = search.context ?? null;
  const audiences = await findAudiences(tx, search.readers);
  const statistics = await findStatistics(tx, termsOf(`${question} ${context ?? ""}`));
  const terms = weighTerms(question, context, statistics);
  const bar = barFor(question);
  if (audiences.length === 0 || (terms.length === 0 && !meaning))
    return { passages: [], terms, evidence: 0, bar, isEnough: false, byMeaning: false };
  const meanLength = meanLengthOf(statistics);
  const near = meaning ? await findNear(tx, meaning, { audiences, within }) : new Map<bigint, number>();
  const candidates = (
    await drawEvidence(tx, { question, questionId, terms, audiences, within, meanLength, near })
  )
    .map((candidate) => (meaning ? scoredByWords(candidate, terms, meanLength) : candidate))
    .toSorted((a, b) => b.score - a.score);
  const closeness = closenessTo({
    question,
    weightOf: (term) => rarityOf(term, statistics),
    meanLength,
    pool: candidates.map(readable),
  });
  const close = readClosely(candidates, closeness, near);
  const pool = meaning ? await withSimilarities(tx, meaning, close, near) : close;
  const passages = byRank(tx, pool, meaning !== null).slice(0, search.limit);
  const evidence = evidenceOf(Math.max(0, ...pool.map(({ score }) => score)), terms);
  return {
    passages: passages.map(toFound),
    terms,
    evidence,
    bar,
    isEnough: evidence >= bar,
    byMeaning: meaning !== null,
  };
}

type Draw = Pick<Search, "question" | "questionId"> & {
  terms: WeighedTerm[];
  audiences: string[];
  within: string[] | null;
  meanLength: number;
  near: Map<bigint, number>;
};

/** What people asked each other, alike or in other words, may fill the first places: then more is drawn, down to what is said. */
async function drawEvidence(tx: TxCtx, draw: Draw): Promise<Candidate[]> {
  const { question, questionId, terms, audiences, within, meanLength, near } = draw;
  for (let most = CANDIDATES; ; most *= MORE) {
    const ranked =
      terms.length === 0 ? [] : await rankPassages(tx, { terms, audiences, within, meanLength, most });
    const evidence = (await findCandidates(tx, withNear(ranked, near), audiences))
      .filter(({ id, wasAsked }) => id !== questionId && !wasAsked)
      .filter(({ text }) => text !== "") // a title alone answers nothing
      .filter(({ text }) => !(isQuestion(text) && asksTheSame(question, text)));
    if (ranked.length < most || evidence.length >= READ_CLOSELY || most === MOST_CANDIDATES) return evidence;
  }
}

/** One that the postings did not draw may have a common word of the question all the same. */
function scoredByWords(candidate: Candidate, terms: WeighedTerm[], meanLength: number): Candidate {
  if (candidate.score > 0 || terms.length === 0) return candidate;
  const { title, text } = readable(candidate);
  return { ...candidate, score: scoreOf(terms, indexTerms({ title, heading: null, text }), meanLength) };
}

/** The best by their words, and the nearest by meaning. */
function readClosely(
  candidates: Candidate[],
  closeness: ReturnType<typeof closenessTo>,
  near: Map<bigint, number>,
): Candidate[] {
  return candidates
    .filter(({ key }, at) => at < READ_CLOSELY || near.has(key))
    .map((passage) => {
      const close = closeness(readable(passage));
      return { ...passage, closeness: close, score: passage.score + close };
    });
}

/** A conversation's name is no part of what is indexed. */
function readable({ sourceType, title, heading, text }: Candidate): { title: string; text: string } {
  return { title: sourceType === "conversation" ? "" : `${title}\n${heading ?? ""}`, text };
}

function byRank(tx: TxCtx, pool: Candidate[], isByMeaning: boolean): Candidate[] {
  const now = tx.clock.now();
  const both = isByMeaning ? fused(pool) : null;
  const ranked = pool
    .map((passage) => ({
      passage,
      rank: withRecency(both?.get(passage) ?? passage.score, passage.saidAt, now),
    }))
    .toSorted((a, b) => b.rank - a.rank);
  return withoutOverlaps(ranked.map(({ passage }) => passage));
}

function toFound({ wasAsked: _, key: __, ...passage }: Candidate): FoundPassage {
  return passage;
}

/** How many passages a search looks through: those that these readers may all read, of what is found, and inside of what is searched. */
export async function countPassages(
  tx: TxCtx,
  { readers, within = null }: Pick<Search, "readers" | "within">,
): Promise<number> {
  const audiences = await findAudiences(tx, readers);
  return tx.db.passage.count({
    where: {
      workspaceId: tx.workspaceId,
      audienceId: { in: audiences },
      source: { status: "ready", deletedAt: null, ...(within ? { subjectId: { in: within } } : {}) },
    },
  });
}
