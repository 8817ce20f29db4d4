import { isUnspaced } from "../../words/rules";
import { type Range, type Typed, toWordQuery, type WordQuery } from "../rules";

/** A name, and where it has what was looked for. */
export type MarkedName = { name: string; highlights: Range[] };

type Wanted = Pick<Typed, "words" | "phrases" | "without">;

const WORDS = /[\p{L}\p{N}\p{M}]+/gu;

/** The query that names of files are found by: what stands between the words of a name is not looked for. */
export function toNameQuery({ words, phrases, without }: Wanted): WordQuery | null {
  return toWordQuery({
    words: words.flatMap(partsOf),
    phrases: phrases.map((phrase) => partsOf(phrase).join(" ")),
    without: without.flatMap(partsOf),
  });
}

/** The words that one of the names of a thing must have; none where nothing was looked for that a name can have. */
export function partsWanted({ words, phrases }: Pick<Typed, "words" | "phrases">): string[] {
  return [...words, ...phrases].flatMap(partsOf);
}

/** Whether names have every word as the beginning of one of theirs, every phrase, and nothing that they must not have. */
export function isNamed(names: string[], { words, phrases, without }: Wanted): boolean {
  const has = (part: string) => names.some((name) => rangesOf(plainOf(name), part).length > 0);
  const lines = names.map((name) => ` ${partsOf(name).join(" ")} `);
  const wanted = partsWanted({ words, phrases });
  return (
    wanted.length > 0 &&
    wanted.every(has) &&
    phrases.every((phrase) => lines.some((line) => line.includes(` ${partsOf(phrase).join(" ")} `))) &&
    !without.flatMap(partsOf).some(has)
  );
}

/** Marks in a name what was looked for. */
export function markName(name: string, typed: Pick<Typed, "words" | "phrases">): MarkedName {
  const plain = plainOf(name);
  const ranges = partsWanted(typed)
    .flatMap((part) => rangesOf(plain, part))
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const highlights: Range[] = [];
  for (const range of ranges) if (range.start >= (highlights.at(-1)?.end ?? 0)) highlights.push(range);
  return { name: plain, highlights };
}

/** A name as its words, for a rank. */
export function wordsOfName(name: string): string {
  return partsOf(name).join(" ");
}

/** Some systems keep the letters of names apart from their marks. */
function plainOf(name: string): string {
  return name.normalize("NFKC");
}

function partsOf(text: string): string[] {
  return (plainOf(text).match(WORDS) ?? []).map((word) => word.toLowerCase());
}

/** Where a word of a name begins with it: also inside of BudgetReport, and anywhere where words run together. */
function rangesOf(name: string, part: string): Range[] {
  const ranges: Range[] = [];
  for (const { 0: word, index } of name.matchAll(WORDS))
    for (let at = 0; at < word.length; at++)
      if (isBeginning(word, at) && word.slice(at).toLowerCase().startsWith(part))
        ranges.push({ start: index + at, end: index + at + part.length });
  return ranges;
}

function isBeginning(word: string, at: number): boolean {
  return at === 0 || isUnspaced(word.slice(at)) || /^\p{Ll}\p{Lu}/u.test(word.slice(at - 1));
}
