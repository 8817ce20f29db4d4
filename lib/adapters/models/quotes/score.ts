import type { PromptPassage } from "@/lib/adapters/models/prompt";
import { isHeading, speakerOf, withoutSpeaker } from "./headings";
import { hintOf } from "./hints";
import { type Sentence, sentencesOf } from "./sentences";
import { contentTerms } from "./words";

/** A sentence of a passage, judged against a question. */
export type Scored = {
  passage: PromptPassage;
  /** Its place in the passage. */
  ordinal: number;
  sentence: Sentence;
  terms: string[];
  /** Only to be compared with others of the same question. */
  score: number;
  /** The share of the question's terms found in the sentence (1 each) or near it (less), 0 to 1. */
  coverage: number;
};

/** BM25's usual constants, with a milder punishment of length: long sentences are cut anyway. */
const K1 = 1.2;
const B = 0.4;
/** What a term counts where it does not stand in the sentence itself. */
const IN_NEIGHBOR = 0.45;
const IN_TITLE = 0.3;
const IN_PASSAGE = 0.25;
/** What a sentence gains that holds what was asked for: a reason, a time, a number. */
const AS_HINTED = 2.2;
/** A question rarely answers one. */
const AS_QUESTION = 0.4;
/** A heading says what the sentences under it are about, and answers nothing. */
const AS_HEADING = 0.25;
/** How much of a sentence's score the next one is given: an answer follows its question, a reason follows what it explains. */
const AFTER_QUESTION = 0.8;
const AS_REASON = 0.65;
const REASON =
  /^(?:because |since |therefore |so |that is why|that's why|this is why|the reason|due to|it was because|因为|因為|所以|เพราะ)/iu;

/**
 * Scores every sentence of the passages by the question's terms: BM25 over these sentences for the terms in it, less for those in
 * its neighbors, its passage and its title. A sentence with none of them counts only as the continuation of the one before. What
 * the kind of question asks for (a reason, a time, a number) counts double.
 */
export function scoreSentences(
  passages: readonly PromptPassage[],
  question: string,
  terms: ReadonlySet<string>,
): Scored[] {
  const candidates = passages.flatMap(candidatesOf);
  const hint = hintOf(question);
  const rarity = rarityOf(terms, candidates);
  const average =
    candidates.reduce((sum, { terms: own }) => sum + own.length, 0) / Math.max(1, candidates.length);
  const matches = candidates.map((candidate) => match(candidate, terms, rarity, average));

  return candidates.map((candidate, index) => {
    const { passage, ordinal, sentence, terms: own } = candidate;
    const { total, coverage } = matches[index] ?? NO_MATCH;
    const before = ordinal > 0 ? candidates[index - 1] : undefined;
    const beforeMatch = (before && matches[index - 1]) ?? NO_MATCH;
    const carried = before ? carriedOver(before.sentence, sentence) : 0;
    const score = Math.max(total * shareOf(candidate), carried * beforeMatch.total);
    return {
      passage,
      ordinal,
      sentence,
      terms: own,
      score: hint?.test(sentence.text) ? score * AS_HINTED : score,
      coverage: carried > 0 ? Math.max(coverage, beforeMatch.coverage) : coverage,
    };
  });
}

function shareOf({ isHeading, sentence }: Candidate): number {
  if (isHeading) return AS_HEADING;
  return isQuestion(sentence) ? AS_QUESTION : 1;
}

export function isQuestion({ text }: Pick<Sentence, "text">): boolean {
  return /[?？؟][\s"'”’)\]]*$/u.test(text);
}

type Candidate = Pick<Scored, "passage" | "ordinal" | "sentence" | "terms"> & {
  isHeading: boolean;
  neighbors: Set<string>;
  inPassage: Set<string>;
  inTitle: Set<string>;
};

function candidatesOf(passage: PromptPassage): Candidate[] {
  const sentences = sentencesOf(passage.text);
  const terms = sentences.map((sentence) => contentTerms(withoutSpeaker(passage, sentence.text)));
  const headings = sentences.map((sentence) => isHeading(passage, sentence));
  const inPassage = new Set(terms.flat());
  const inTitle = new Set(contentTerms(`${passage.title} ${passage.place}`));
  return sentences.map((sentence, ordinal) => ({
    passage,
    ordinal,
    sentence,
    terms: terms[ordinal] ?? [],
    isHeading: headings[ordinal] ?? false,
    neighbors: new Set([
      ...(terms[ordinal - 1] ?? []),
      ...(terms[ordinal + 1] ?? []),
      ...(terms[headings.findLastIndex((is, at) => is && at < ordinal)] ?? []),
      ...contentTerms(speakerOf(passage, sentences.slice(0, ordinal + 1))),
    ]),
    inPassage,
    inTitle,
  }));
}

function rarityOf(terms: ReadonlySet<string>, candidates: Candidate[]): Map<string, number> {
  const owns = candidates.map(({ terms: own }) => new Set(own));
  const weigh = (term: string) => {
    const containing = owns.filter((own) => own.has(term)).length;
    return Math.log(1 + (candidates.length - containing + 0.5) / (containing + 0.5));
  };
  return new Map([...terms].map((term) => [term, weigh(term)]));
}

type Match = { total: number; coverage: number };
const NO_MATCH: Match = { total: 0, coverage: 0 };

function match(
  candidate: Candidate,
  terms: ReadonlySet<string>,
  rarity: Map<string, number>,
  average: number,
): Match {
  const length = 1 - B + B * (candidate.terms.length / Math.max(1, average));
  let total = 0;
  let covered = 0;
  let own = 0;
  for (const term of terms) {
    const frequency = candidate.terms.filter((each) => each === term).length;
    const nearby = nearbyWeight(candidate, term);
    total +=
      (rarity.get(term) ?? 0) * (frequency > 0 ? (frequency * (K1 + 1)) / (frequency + K1 * length) : nearby);
    covered += frequency > 0 ? 1 : nearby;
    own += frequency > 0 ? 1 : 0;
  }
  return { total: own > 0 ? total : 0, coverage: covered / terms.size };
}

function nearbyWeight({ neighbors, inTitle, inPassage }: Candidate, term: string): number {
  if (neighbors.has(term)) return IN_NEIGHBOR;
  if (inTitle.has(term)) return IN_TITLE;
  return inPassage.has(term) ? IN_PASSAGE : 0;
}

function carriedOver(before: Sentence, sentence: Sentence): number {
  if (isQuestion(sentence)) return 0;
  if (isQuestion(before)) return AFTER_QUESTION;
  return REASON.test(sentence.text) ? AS_REASON : 0;
}
