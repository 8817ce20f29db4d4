import type { AnswerQuote, PromptPassage } from "@/lib/adapters/models/prompt";
import { isQuestion, type Scored, scoreSentences } from "./score";
import { clipped } from "./sentences";
import { contentTerms, questionTerms } from "./words";

/** A sentence chosen for the answer, word for word from its passage. */
export type SelectedQuote = AnswerQuote & { passage: PromptPassage };

export type Question = {
  text: string;
  /** What was asked before; it helps a question that has hardly a word of its own ("and when?"). */
  previous?: string | undefined;
};

const MOST_QUOTES = 4;
/** A pasted page is no question; its first terms are enough, and bound the work. */
const MOST_TERMS = 100;
/** A further sentence must be this good, and cover this much of the question, compared with the best. */
const WORTH_ADDING = { score: 0.6, coverage: 0.65 };
/**
 * The share of the question's terms that a sentence and its surroundings must cover. One of two words is not enough. Of pairs of
 * characters a fitting sentence covers fewer, because some pairs straddle two words. Measured on XQuAD: the answer's sentence is
 * among the chosen in 88 % (English), 85 % (Chinese) and 78 % (Thai) of questions beside four lexically close passages.
 */
const LEAST_COVERAGE = { words: 0.36, twoWords: 0.6, pairs: 0.25 };
/** Scores this close, relative to the best, are a tie, and the most recent wins it. */
const TIE = 0.05;
const NEAR_DUPLICATE = 0.75;

/**
 * Chooses the 1 to 4 sentences that answer the question best, or none. Questions give way to statements, one that repeats the asked
 * question is left out, and of near-duplicates of one kind of source the better or the more recent stays. Where several kinds answer
 * about equally well, each is heard before one is heard twice: what was said, written and recorded are proofs of each other.
 */
export function selectQuotes(passages: readonly PromptPassage[], question: Question): SelectedQuote[] {
  const terms = termsOf(question);
  if (terms.size === 0) return [];
  const scored = scoreSentences(passages, question.text, terms).filter(
    (candidate) => !repeats(candidate, terms),
  );
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const widest = Math.max(0, ...scored.map(({ coverage }) => coverage));
  const coverageWanted = Math.max(leastCoverage(terms), widest * WORTH_ADDING.coverage);
  const fitting = scored.filter(
    ({ score, coverage }) => score > 0 && score >= best * WORTH_ADDING.score && coverage >= coverageWanted,
  );
  const chosen: Scored[] = [];
  for (const candidate of eachKindFirst(fitting.sort((a, b) => byRank(a, b, best)))) {
    if (chosen.length === MOST_QUOTES) break;
    if (chosen.every((other) => !saysTheSame(other, candidate))) chosen.push(candidate);
  }
  return inReadingOrder(chosen.sort((a, b) => byRank(a, b, best))).map((candidate) => ({
    n: candidate.passage.n,
    quote: quoteOf(candidate, terms),
    passage: candidate.passage,
  }));
}

function termsOf({ text, previous }: Question): Set<string> {
  const own = questionTerms(text);
  const terms = own.length < 2 && previous ? [...own, ...questionTerms(previous)] : own;
  return new Set(terms.slice(0, MOST_TERMS));
}

/** People ask in the channel before they ask the assistant: their question is not its answer. */
function repeats({ sentence, terms }: Scored, question: ReadonlySet<string>): boolean {
  return isQuestion(sentence) && likeness(terms, question) >= NEAR_DUPLICATE;
}

function leastCoverage(terms: ReadonlySet<string>): number {
  const pairs = [...terms].filter((term) =>
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]{1,2}$/u.test(term),
  );
  if (pairs.length * 2 > terms.size) return LEAST_COVERAGE.pairs;
  return terms.size <= 2 ? LEAST_COVERAGE.twoWords : LEAST_COVERAGE.words;
}

function byRank(a: Scored, b: Scored, best: number): number {
  const step = ({ score }: Scored) => Math.floor((best - score) / (best * TIE));
  const newerFirst = (b.passage.date ?? "").localeCompare(a.passage.date ?? "");
  return step(a) - step(b) || newerFirst || a.passage.n - b.passage.n || a.ordinal - b.ordinal;
}

/** The best of each kind of source, then the others. */
function eachKindFirst(ranked: Scored[]): Scored[] {
  const kinds = new Set<string | undefined>();
  const firsts = new Set<Scored>();
  for (const candidate of ranked) {
    if (!kinds.has(candidate.passage.kind)) firsts.add(candidate);
    kinds.add(candidate.passage.kind);
  }
  return [...firsts, ...ranked.filter((candidate) => !firsts.has(candidate))];
}

/** In sources of two kinds the same words are two proofs. */
function saysTheSame(a: Scored, b: Scored): boolean {
  return a.passage.kind === b.passage.kind && likeness(a.terms, b.terms) >= NEAR_DUPLICATE;
}

/** Jaccard's: shared terms by all terms. */
function likeness(a: Iterable<string>, b: Iterable<string>): number {
  const [left, right] = [new Set(a), new Set(b)];
  const shared = [...left].filter((term) => right.has(term)).length;
  return shared === 0 ? 0 : shared / (left.size + right.size - shared);
}

/** Sources stay in the order of their best sentence; inside one, sentences stand as they do in the text. */
function inReadingOrder(chosen: Scored[]): Scored[] {
  const rank = new Map<PromptPassage, number>();
  for (const { passage } of chosen) if (!rank.has(passage)) rank.set(passage, rank.size);
  return chosen.toSorted(
    (a, b) => (rank.get(a.passage) ?? 0) - (rank.get(b.passage) ?? 0) || a.ordinal - b.ordinal,
  );
}

function quoteOf({ passage, sentence }: Scored, terms: ReadonlySet<string>): string {
  const matches = [...sentence.text.matchAll(/\S+/g)]
    .filter(([word]) => contentTerms(word).some((term) => terms.has(term)))
    .map(({ index }) => index);
  return clipped(passage.text, sentence, matches).text;
}
