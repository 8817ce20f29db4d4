import { detect } from "tinyld";
import type { NewPassage } from "@/lib/sources/passages/schema";
import type { DocumentPart } from "../schema";

/** Words of a passage: enough to say something, and little enough to be about one thing. */
const AIM = 180;
const MOST = 250;
/** A section shorter than this goes on into the next one. */
const LEAST = 60;

type Cut = Omit<NewPassage, "language" | "isInstruction">;
type Stretch = { start: number; end: number };
type Heading = DocumentPart["headings"][number];

/**
 * Cuts what was read into passages by its structure: never across a page, a slide or a sheet; at headings, else between paragraphs, else
 * between sentences. All that is not white space is in exactly one passage, in order.
 */
export function cutParts(parts: DocumentPart[]): Cut[] {
  const passages: Cut[] = [];
  let path: { level: number; text: string }[] = [];
  for (const part of parts) {
    for (const stretch of stretchesOf(part)) {
      const inside = part.headings.slice(
        countBefore(part.headings, stretch.start),
        countBefore(part.headings, stretch.end),
      );
      const isFirst = inside[0]?.start === stretch.start;
      if (isFirst && inside[0]) path = under(path, part, inside[0]);
      passages.push({
        ordinal: passages.length + 1,
        anchor: anchorOf(part, stretch),
        text: part.text.slice(stretch.start, stretch.end),
        heading: path.length > 0 ? path.map(({ text }) => text).join(" › ") : null,
      });
      for (const heading of isFirst ? inside.slice(1) : inside) path = under(path, part, heading);
    }
  }
  return passages;
}

function under(path: { level: number; text: string }[], { text }: DocumentPart, heading: Heading) {
  const { level, start, end } = heading;
  return [
    ...path.filter((above) => above.level < level),
    {
      level,
      text: text
        .slice(start, end)
        .replace(/^[\s#]+/, "")
        .trim()
        .slice(0, 200),
    },
  ];
}

function anchorOf({ place, rows }: DocumentPart, { start, end }: Stretch): Cut["anchor"] {
  if (place.kind === "page") return { kind: "page", page: place.page, start, end };
  if (place.kind === "slide") return { kind: "slide", slide: place.slide, start, end };
  if (place.kind === "text") return { kind: "text", start, end };
  // The row that the stretch begins in, to the last one that begins before its end.
  const inside = rows.slice(Math.max(0, countBefore(rows, start + 1) - 1), countBefore(rows, end));
  return {
    kind: "rows",
    sheet: place.sheet,
    firstRow: inside[0]?.row ?? 1,
    lastRow: inside.at(-1)?.row ?? 1,
  };
}

/** How many of these begin before a place. They stand in order, and there may be a million: halved, not counted. */
function countBefore(placed: { start: number }[], place: number): number {
  let [low, high] = [0, placed.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((placed[middle]?.start ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Packs blocks until they are as long as a passage should be. */
function stretchesOf(part: DocumentPart): Stretch[] {
  const stretches: Stretch[] = [];
  let open: (Stretch & { words: number }) | null = null;
  const close = () => {
    if (open) stretches.push({ start: open.start, end: open.end });
    open = null;
  };
  for (const block of blocksOf(part)) {
    const words = countWords(part.text.slice(block.start, block.end));
    const held: number = open === null ? 0 : (open as { words: number }).words;
    if (held + words > MOST || held >= AIM || (block.isHeading && held >= LEAST)) close();
    open = open
      ? { start: (open as Stretch).start, end: block.end, words: held + words }
      : { start: block.start, end: block.end, words };
  }
  close();
  return stretches;
}

type Block = Stretch & { isHeading: boolean };

/** Headings, rows, paragraphs; and where a paragraph is too long, its sentences. */
function blocksOf({ text, headings, rows, place }: DocumentPart): Block[] {
  const starts = new Set(headings.map(({ start }) => start));
  const edges = new Set([0, text.length, ...headings.flatMap(({ start, end }) => [start, end])]);
  if (place.kind === "sheet") for (const { start } of rows) edges.add(start);
  else for (const gap of text.matchAll(/\n[^\S\n]*\n\s*/g)) edges.add(gap.index + gap[0].length);
  const sorted = [...edges].filter((edge) => edge <= text.length).sort((a, b) => a - b);
  return sorted
    .slice(1)
    .map((end, index) => trimmed(text, { start: sorted[index] ?? 0, end }))
    .filter(({ start, end }) => end > start)
    .flatMap((block) => {
      const isHeading = starts.has(block.start);
      return shortened(text, block).map((piece) => ({ ...piece, isHeading }));
    });
}

function shortened(text: string, block: Stretch): Stretch[] {
  if (countWords(text.slice(block.start, block.end)) <= MOST) return [block];
  return sentencesOf(text, block).flatMap((sentence) =>
    countWords(text.slice(sentence.start, sentence.end)) <= MOST ? [sentence] : halves(text, sentence),
  );
}

const sentences = new Intl.Segmenter("en", { granularity: "sentence" });

function sentencesOf(text: string, { start, end }: Stretch): Stretch[] {
  return [...sentences.segment(text.slice(start, end))]
    .map(({ index, segment }) => trimmed(text, { start: start + index, end: start + index + segment.length }))
    .filter((sentence) => sentence.end > sentence.start);
}

/** A sentence without end: cut at a blank near the middle, again and again; where there is none, at a character. */
function halves(text: string, stretch: Stretch): Stretch[] {
  const { start, end } = stretch;
  if (end - start < 2 || countWords(text.slice(start, end)) <= MOST) return [stretch];
  const middle = Math.floor((start + end) / 2);
  const blank = text.slice(middle, end).search(/\s/);
  const at = blank > 0 && middle + blank < end - 1 ? middle + blank : wholeCharacter(text, middle);
  return [trimmed(text, { start, end: at }), trimmed(text, { start: at, end })]
    .filter((half) => half.end > half.start)
    .flatMap((half) => (half.end - half.start < end - start ? halves(text, half) : [half]));
}

/** Never between the two halves of a character. */
function wholeCharacter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}

function trimmed(text: string, { start, end }: Stretch): Stretch {
  const slice = text.slice(start, end);
  const from = start + (slice.length - slice.trimStart().length);
  return { start: from, end: Math.max(from, start + slice.trimEnd().length) };
}

const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;
const WORD = /[\p{L}\p{N}\p{M}]+/gu;
/** A word that is longer counts as several: pasted data has no blanks. */
const LONG_WORD = 30;

/** About how many words a text has. Where words run together, two characters are one. */
function countWords(text: string): number {
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  let words = Math.ceil(unspaced / 2);
  for (const [word] of text.replace(UNSPACED, " ").matchAll(WORD))
    words += Math.ceil(word.length / LONG_WORD);
  return words;
}

/** Shorter texts could be in any language. */
const TELLING = 40;

/** Those in which offices write. Of all that there are a short text would often be none of them. */
const LANGUAGES = "ar cs da de el en es fi fr he hi hu id it ja ko nl no pl pt ro ru sv th tr uk vi zh".split(
  " ",
);

/** The language of a text as ISO 639-1, or null where it is not sure. */
export function languageOf(text: string): string | null {
  const letters = text.replace(/[^\p{L}\p{M}\s]/gu, "").trim();
  if (letters.length < TELLING && letters.search(UNSPACED) < 0) return null;
  return detect(letters.slice(0, 300), { only: LANGUAGES }) || null;
}

/** What occurs most often, but for null. */
export function mostOf(values: (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
