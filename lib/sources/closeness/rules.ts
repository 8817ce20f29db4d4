import { B, K1 } from "../ranking/rules";
import { plainOf, questionTerms, termsOf } from "../terms/rules";
import { isUnspaced, wordsOfUnspaced } from "../words/rules";

export type Readable = { title: string; text: string };

type Asked = {
  question: string;
  /** Inverse document frequency of a term. */
  weightOf: (term: string) => number;
  /** Of passages, in terms. */
  meanLength: number;
  /** All candidates, the ones that are read among them. */
  pool: Readable[];
};

/** Neighbors in the question that stand within so many words of each other in the passage. */
const NEAR = 8;
const NEAR_COUNTS = 0.5;
/** Twenty-five words are about a sentence. */
const SENTENCE = 25;
const SENTENCE_COUNTS = 0.5;
/** Where words run together: the share of the question's words that stand whole in the passage, as a part of the best possible score. */
const WHOLE_COUNTS = 0.25;
const GAP = 3;

/**
 * How close a passage comes to a question beyond having its terms, in the unit of the BM25 score: whether neighbors of the question are
 * neighbors in it (sequential dependence, Metzler and Croft 2005, by distance), how much of the question one sentence holds, and
 * where words run together whether they stand in it whole. Only the best candidates are read so: it looks at their texts.
 */
export function closenessTo(asked: Asked): (passage: Readable) => number {
  return questionTerms(asked.question).some(isUnspaced) ? unspacedCloseness(asked) : spacedCloseness(asked);
}

function spacedCloseness({ question, weightOf, meanLength }: Asked): (passage: Readable) => number {
  const meaning = new Set(questionTerms(question));
  if (meaning.size === 0) return () => 0;
  const sequence = termsOf(question).filter((term) => meaning.has(term));
  return ({ title, text }) => {
    const above = termsOf(title);
    const inside = termsOf(text);
    const hits = [
      ...hitsOf(above, meaning, 0),
      ...hitsOf(inside, meaning, above.length === 0 ? 0 : above.length + GAP),
    ];
    const norm = K1 * (1 - B + (B * (above.length + inside.length)) / meanLength);
    return (
      NEAR_COUNTS * neighborsIn(hits, sequence, weightOf, norm) +
      SENTENCE_COUNTS * bestSentenceIn(hits, weightOf)
    );
  };
}

type Hit = { term: string; at: number };

function hitsOf(terms: string[], meaning: Set<string>, from: number): Hit[] {
  return terms.flatMap((term, index) => (meaning.has(term) ? [{ term, at: from + index }] : []));
}

/** Each pair of neighbors counts like a term: more the nearer they are, twice as much in the question's order, and less with each more. */
function neighborsIn(hits: Hit[], sequence: string[], weightOf: Asked["weightOf"], norm: number): number {
  const places = new Map<string, number[]>();
  for (const { term, at } of hits) places.set(term, [...(places.get(term) ?? []), at]);
  let sum = 0;
  for (const [index, first] of sequence.entries()) {
    const second = sequence[index + 1];
    if (second === undefined || first === second) continue;
    const nearness = nearnessOf(places.get(first) ?? [], places.get(second) ?? []);
    const weight = Math.min(weightOf(first), weightOf(second));
    sum += (weight * nearness * (K1 + 1)) / (nearness + norm);
  }
  return sum;
}

function nearnessOf(first: number[], second: number[]): number {
  let nearness = 0;
  for (const a of first) {
    for (const b of second) {
      const distance = b - a;
      if (distance > 0 && distance <= NEAR) nearness += 1 / distance;
      else if (distance < 0 && -distance <= NEAR) nearness += 0.5 / -distance;
    }
  }
  return nearness;
}

/** The weight of the question's terms in the stretch of `SENTENCE` words that has most of them. */
function bestSentenceIn(hits: Hit[], weightOf: Asked["weightOf"]): number {
  const inside = new Map<string, number>();
  let [sum, best, left] = [0, 0, 0];
  for (const { term, at } of hits) {
    const count = inside.get(term) ?? 0;
    if (count === 0) sum += weightOf(term);
    inside.set(term, count + 1);
    for (let first = hits[left]; first && at - first.at > SENTENCE; first = hits[++left]) {
      const rest = (inside.get(first.term) ?? 1) - 1;
      inside.set(first.term, rest);
      if (rest === 0) sum -= weightOf(first.term);
    }
    best = Math.max(best, sum);
  }
  return best;
}

function unspacedCloseness({ question, weightOf, pool }: Asked): (passage: Readable) => number {
  const among = pool.map(plainOfPassage);
  const words = wordsOfUnspaced(plainOf(question)).map((word) => ({
    word,
    weight: rarityAmong(word, among),
  }));
  const all = words.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return () => 0;
  const possible = questionTerms(question).reduce((sum, term) => sum + weightOf(term), 0) * (K1 + 1);
  return (passage) => {
    const plain = plainOfPassage(passage);
    const whole = words.reduce((sum, { word, weight }) => sum + (plain.includes(word) ? weight : 0), 0);
    return (WHOLE_COUNTS * possible * whole) / all;
  };
}

const POOL = 60;

/** The index knows how rare a pair of characters is and not how rare a word: the candidates tell. */
function rarityAmong(word: string, among: string[]): number {
  const df = among.filter((plain) => plain.includes(word)).length;
  return Math.log(1 + (Math.max(POOL, among.length) - df + 0.5) / (df + 0.5));
}

function plainOfPassage({ title, text }: Readable): string {
  return plainOf(`${title}\n${text}`);
}
