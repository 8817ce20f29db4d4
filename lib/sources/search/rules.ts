import { termsOf } from "../terms/rules";
import { isUnspaced } from "../words/rules";

/** What somebody typed into the search box. */
export type Typed = {
  /** Each must occur, as the beginning of a word. */
  words: string[];
  /** Each must occur word for word. */
  phrases: string[];
  /** None may occur. */
  without: string[];
  operators: Record<(typeof OPERATORS)[number], string | null>;
};

const OPERATORS = ["from", "in", "before", "after", "has"] as const;
const TOKEN = /(-?)(?:(from|in|before|after|has):)?(?:"([^"]*)"|“([^”]*)”|(\S+))/giu;
const MOST_TOKENS = 24;

/**
 * Reads words, "phrases", -words, and from: in: before: after: has: in any order. Nothing is wrong here: a quotation mark that is never closed is
 * a character, an operator without a value is a word.
 */
export function readTyped(q: string): Typed {
  const typed: Typed = {
    words: [],
    phrases: [],
    without: [],
    operators: { from: null, in: null, before: null, after: null, has: null },
  };
  for (const [, minus, name, straight, curly, plain] of [...q.matchAll(TOKEN)].slice(0, MOST_TOKENS)) {
    const quoted = straight ?? curly;
    const value = (quoted ?? plain ?? "").trim();
    const operator = OPERATORS.find((known) => known === name?.toLowerCase());
    if (value === "") continue;
    if (operator) typed.operators[operator] = value;
    else if (minus) typed.without.push(value);
    else if (quoted !== undefined) typed.phrases.push(value);
    else typed.words.push(value);
  }
  return typed;
}

/** Words to be found, in the two forms in which they stand in the index: `to_tsquery` of the one and lexemes of the other. */
export type WordQuery = { words: string; pairs: string };

/**
 * The same as a text query that PostgreSQL reads, whatever was typed: every word is quoted, so that an operator inside is a character. Scripts
 * without spaces become pairs of characters. null when there is nothing to look for.
 */
export function toWordQuery({
  words,
  phrases,
  without,
}: Pick<Typed, "words" | "phrases" | "without">): WordQuery | null {
  const parts: string[] = [];
  const pairs: string[] = [];
  const addRuns = (text: string, not: string) => {
    for (const run of runsOf(text)) pairs.push(...lexemesOf(run).map((lexeme) => `${not}${lexeme}`));
    return text.normalize("NFKC").replace(RUNS, " ").split(/\s+/u).filter(hasLetter);
  };
  for (const word of words) parts.push(...addRuns(word, "").map((part) => `${quoted(part)}:*`));
  for (const phrase of phrases) {
    const rest = addRuns(phrase, "");
    if (rest.length > 0) parts.push(quoted(rest.join(" ")));
  }
  if (parts.length === 0 && pairs.length === 0) return null;
  for (const word of without) parts.push(...addRuns(word, "!").map((part) => `!${quoted(part)}`));
  return { words: parts.join(" & "), pairs: pairs.join(" & ") };
}

/** Whether a text has every word and phrase and none of what it must not have, as the search over messages reads them. */
export function hasAll(
  text: string,
  { words, phrases, without }: Pick<Typed, "words" | "phrases" | "without">,
): boolean {
  const has = (word: string) =>
    (word.match(PIECES) ?? []).every(
      (piece) => highlightsOf(text, { words: [piece], phrases: [] }).length > 0,
    );
  const plain = spaced(text);
  return (
    words.every(has) &&
    phrases.every((phrase) => plain.includes(spaced(phrase))) &&
    !without.some((word) => has(word))
  );
}

/** Lower case, with one blank between words and around them: a phrase begins and ends where they do. Scripts without spaces have none. */
function spaced(text: string): string {
  const words = text.normalize("NFKC").toLowerCase().match(WORDS) ?? [];
  return words
    .reduce((line, word) => line + (isUnspaced(word) ? word : ` ${word} `), "")
    .replace(/ {2}/g, " ");
}

/** A place in a text, in UTF-16 units. */
export type Range = { start: number; end: number };

const WORDS = /[\p{L}\p{N}\p{M}_]+/gu;
/** What a word like Gate_sign-old is joined of. */
const PIECES = /[\p{L}\p{N}\p{M}]+/gu;

/** Where a text has what was looked for: whole words that begin alike or have the same stem, phrases, and runs of characters. Never markup. */
export function highlightsOf(text: string, { words, phrases }: Pick<Typed, "words" | "phrases">): Range[] {
  const wanted = [...words, ...phrases]
    .flatMap((part) => part.match(WORDS) ?? [])
    .map((word) => word.toLowerCase());
  const stems = new Set(wanted.flatMap((word) => termsOf(word)));
  const ranges: Range[] = [];
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (isUnspaced(word)) ranges.push(...partsIn(word, wanted, index));
    else if (beginsLike(word.toLowerCase(), wanted) || termsOf(word).some((term) => stems.has(term)))
      ranges.push({ start: index, end: index + word.length });
  }
  return merged(ranges);
}

const EXCERPT = 240;

/** The part of a text around its first highlight, and the highlights in it. */
export function excerptAround(text: string, ranges: Range[]): { text: string; highlights: Range[] } {
  const first = ranges[0]?.start ?? 0;
  const from =
    text.length <= EXCERPT ? 0 : wordStart(text, Math.max(0, Math.min(first - 60, text.length - EXCERPT)));
  const cut = text.slice(from, from + EXCERPT).toWellFormed();
  const highlights = ranges
    .map(({ start, end }) => ({ start: start - from, end: Math.min(end - from, cut.length) }))
    .filter(({ start, end }) => start >= 0 && start < end);
  return { text: cut, highlights };
}

// The ranges of the function search_vector in the database.
const RUN =
  "[\\u0e01-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3041-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{2fa1f}]+";
const RUNS = new RegExp(RUN, "gu");

function runsOf(text: string): string[] {
  return text.normalize("NFKC").match(RUNS) ?? [];
}

/** Neighboring characters; a single one as what a pair begins with. */
function lexemesOf(run: string): string[] {
  const characters = [...run];
  if (characters.length === 1) return [`${quoted(run)}:*`];
  return characters.slice(1).map((second, index) => quoted(`${characters[index]}${second}`));
}

function hasLetter(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
}

function beginsLike(word: string, wanted: string[]): boolean {
  return wanted.some((part) => word.startsWith(part));
}

function partsIn(run: string, wanted: string[], from: number): Range[] {
  return wanted.flatMap((part) => {
    const ranges: Range[] = [];
    for (let at = run.indexOf(part); at >= 0; at = run.indexOf(part, at + part.length))
      ranges.push({ start: from + at, end: from + at + part.length });
    return ranges;
  });
}

function merged(ranges: Range[]): Range[] {
  const joined: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else joined.push({ ...range });
  }
  return joined;
}

/** The next place at or after `at` where a word begins, if one is near. */
function wordStart(text: string, at: number): number {
  if (at === 0) return 0;
  const blank = text.slice(at, at + 30).search(/\s/);
  return blank < 0 ? at : at + blank + 1;
}
