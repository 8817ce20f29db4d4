import type { DocumentPart } from "../schema";
import type { ScannedLine, SeenParagraphs } from "./schema";

/** Letters that a page has at least, or whoever reads it sees a picture. */
const LETTERS_OF_TEXT = 5;

/** Pages on which there may be words in a picture: a page number or a stamp alone is no text. */
export function pagesWithoutText(parts: DocumentPart[]): number[] {
  return parts.flatMap(({ place, text }) => (place.kind === "page" && !hasText(text) ? [place.page] : []));
}

function hasText(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= LETTERS_OF_TEXT;
}

/** So many pages of which nothing is known yet. */
export function emptyPages(count: number): DocumentPart[] {
  return Array.from({ length: count }, (_, index) => ({
    place: { kind: "page", page: index + 1 },
    text: "",
    headings: [],
    rows: [],
  }));
}

/** A page with the words that were read in its picture. */
export function withWords(part: DocumentPart, paragraphs: SeenParagraphs): DocumentPart {
  const scanned: ScannedLine[] = [];
  let text = "";
  for (const lines of paragraphs) {
    const fullest = Math.max(0, ...lines.map((line) => line.text.length));
    for (const [index, line] of lines.entries()) {
      const before = lines[index - 1];
      if (!before) text += text === "" ? "" : "\n\n";
      else if (isSplit(before.text, line.text)) text = text.slice(0, -1);
      else text += goesOn(before.text, line.text, fullest) ? " " : "\n";
      const start = text.length;
      text += line.text;
      scanned.push({ start, end: text.length, box: line.box });
    }
  }
  // Where a hyphen was taken away, the line before ends one letter earlier.
  return {
    ...part,
    text,
    headings: [],
    scanned: scanned.map((line, at) => cutAt(line, scanned[at + 1]?.start)),
  };
}

function cutAt(line: ScannedLine, next: number | undefined): ScannedLine {
  return next === undefined ? line : { ...line, end: Math.min(line.end, next) };
}

/** A word that the end of a line divided. */
function isSplit(line: string, next: string): boolean {
  return /\p{L}{2}-$/u.test(line) && /^\p{Ll}/u.test(next);
}

/** A line this full, compared with the fullest of its paragraph, was broken because the page ended and not because the sentence did. */
const FULL = 0.7;

/** Whether a sentence goes on in the next line. Rows of a table and items of a list stay lines. */
function goesOn(line: string, next: string, fullest: number): boolean {
  if (/^\p{Ll}/u.test(next)) return true;
  return line.length >= FULL * fullest && /[\p{L}\p{N},;]$/u.test(line) && /^["“(\p{L}\p{N}]/u.test(next);
}

/** A page of print has about 4 000. */
const MOST_CHARACTERS = 40_000;

/** What was read on a page, without what cannot be kept, and no longer than a page can be. */
export function keepableParagraphs(paragraphs: SeenParagraphs): SeenParagraphs {
  let left = MOST_CHARACTERS;
  const keepable = ({ text, box }: SeenParagraphs[number][number]) => {
    const kept = cleaned(text).slice(0, left).toWellFormed();
    left -= kept.length;
    return kept === "" ? [] : [{ text: kept, box }];
  };
  return paragraphs.map((lines) => lines.flatMap(keepable)).filter((lines) => lines.length > 0);
}

function cleaned(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
