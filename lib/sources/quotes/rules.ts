import { questionTerms, termsOf } from "../terms/rules";

/** A quote that stands in its source: where, in UTF-16 units, and exactly as it is written there. */
export type FoundQuote = { start: number; end: number; quote: string };

const LONGEST_QUOTE = 1_000;

/**
 * Finds a quote word for word: as it is, then with white space, quotation marks, dashes and Unicode forms made alike, then without the
 * punctuation that a writer puts inside the marks. It begins and ends where words do. null when it is not there, or is too
 * short to prove anything.
 */
export function findQuote(source: string, quote: string): FoundQuote | null {
  return quoteFinder(source)(quote);
}

/** The same for many quotes of one source, which is made alike once. */
export function quoteFinder(source: string): (quote: string) => FoundQuote | null {
  let plain: Normalized | undefined;
  return (quote) => {
    const wanted = quote.trim();
    if (wanted.length > LONGEST_QUOTE || !saysSomething(wanted)) return null;
    const exact = findWhole(source, wanted);
    if (exact !== null) return { start: exact, end: exact + wanted.length, quote: wanted };
    plain ??= normalize(source);
    const needle = normalize(wanted).text.trim();
    return findNormalized(source, plain, needle) ?? findNormalized(source, plain, withoutEnd(needle));
  };
}

/** The sentences of a text with their place, in any language. A line break ends one. */
export function sentencesOf(text: string): FoundQuote[] {
  const sentences: FoundQuote[] = [];
  for (const { segment, index } of SENTENCES.segment(text)) {
    for (const line of segment.matchAll(/[^\n]+/g)) {
      const quote = line[0].trim();
      const start = index + line.index + line[0].indexOf(quote);
      if (quote !== "") sentences.push({ start, end: start + quote.length, quote });
    }
  }
  return sentences;
}

/** The sentence of a text that has most of the question's words. */
export function nearestSentence(text: string, question: string): string {
  const asked = new Set(questionTerms(question));
  const shared = (sentence: string) => new Set(termsOf(sentence).filter((term) => asked.has(term))).size;
  const sentences = sentencesOf(text).map(({ quote }) => ({ quote, shared: shared(quote) }));
  const best = sentences.reduce((a, b) => (b.shared > a.shared ? b : a), { quote: text.trim(), shared: -1 });
  return best.quote.slice(0, LONGEST_QUOTE).toWellFormed();
}

const SENTENCES = new Intl.Segmenter(undefined, { granularity: "sentence" });

/** Two characters where words run together, else three letters or digits: less stands everywhere. */
function saysSomething(quote: string): boolean {
  const letters = quote.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return letters >= 3 || (letters === 2 && /\p{Lo}/u.test(quote));
}

function withoutEnd(quote: string): string {
  return quote.replace(/[.,;:!?…]+$/u, "").trim();
}

function findWhole(text: string, wanted: string): number | null {
  if (wanted === "") return null;
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (!splitsWord(text, at) && !splitsWord(text, at + wanted.length)) return at;
  }
  return null;
}

/** Whether a place is inside a word of an alphabet, where a quote neither begins nor ends. */
function splitsWord(text: string, at: number): boolean {
  return JOINED.test(text.slice(Math.max(0, at - 2), at)) && JOINS.test(text.slice(at, at + 2));
}

const JOINED = /(?:[\p{Ll}\p{Lu}\p{Lt}\p{N}_]|\p{L}\p{M})$/u;
const JOINS = /^[\p{Ll}\p{Lu}\p{Lt}\p{N}_\p{M}]/u;

type Normalized = {
  text: string /** For each unit of `text`, where it begins in the source. */;
  starts: number[];
  ends: number[];
};

function findNormalized(source: string, plain: Normalized, needle: string): FoundQuote | null {
  if (!saysSomething(needle)) return null;
  const at = findWhole(plain.text, needle);
  if (at === null) return null;
  const start = plain.starts[at];
  const end = plain.ends[at + needle.length - 1];
  if (start === undefined || end === undefined) return null;
  return { start, end, quote: source.slice(start, end) };
}

/** Conjoining Hangul letters compose with each other; everything else composes with its marks. */
const CLUSTER = /\s+|[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gsu;

function normalize(source: string): Normalized {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  for (const cluster of source.matchAll(CLUSTER)) {
    const alike = makeAlike(cluster[0]);
    for (let i = 0; i < alike.length; i++) {
      starts.push(cluster.index);
      ends.push(cluster.index + cluster[0].length);
    }
    text += alike;
  }
  return { text, starts, ends };
}

function makeAlike(cluster: string): string {
  if (/^\s/.test(cluster)) return " ";
  if (/^[\u00ad\u200b-\u200d\u2060\ufeff]$/.test(cluster)) return "";
  return cluster
    .normalize("NFC")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‘’‚‛′ʼ]/g, "'")
    .replace(/[‐‑‒–—−]/g, "-");
}
