import { createRequire } from "node:module";
import path from "node:path";
import { Scan, Unreadable } from "../fault";
import { LIMITS } from "../limits";
import type { ParsedPart } from "../port";
import { keepable } from "./text";

/** Letters that a page has at least on average, or it is a picture of a page. */
const LETTERS_OF_TEXT = 5;

/** A PDF, page by page, with the headings that its sizes of type show. */
export async function readPdf(
  bytes: Uint8Array,
  onProgress: (percent: number) => void,
): Promise<ParsedPart[]> {
  // Readers mend a cut-off file as well as they can, and show half of it as if it were whole.
  if (!endsWhole(bytes)) throw new Unreadable("damaged");
  const { getDocument } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const home = path.dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const task = getDocument({
    data: new Uint8Array(bytes), // its own copy: it is handed over
    cMapUrl: `${home}/cmaps/`,
    standardFontDataUrl: `${home}/standard_fonts/`,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise.catch((error: unknown) => {
      throw new Unreadable(/password/i.test(String(error)) ? "encrypted" : "damaged", error);
    });
    if (pdf.numPages > LIMITS.pages) throw new Unreadable("too_many_pages");
    const pages: Line[][] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(linesOf(items.filter((item) => "str" in item)));
      page.cleanup();
      onProgress(Math.floor((100 * number) / pdf.numPages));
    }
    return partsOf(pages);
  } finally {
    await task.destroy();
  }
}

function endsWhole(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-8_192)).includes("%%EOF");
}

type Item = { str: string; transform: number[]; height: number; hasEOL: boolean };
type Line = { text: string; size: number; y: number };

function linesOf(items: Item[]): Line[] {
  const lines: Line[] = [];
  let open: Line | null = null;
  for (const { str, transform, height, hasEOL } of items) {
    const y = transform[5] ?? 0;
    if (str !== "") {
      open ??= { text: "", size: 0, y };
      open.text += str;
      if (str.trim() !== "") open.size = Math.max(open.size, Math.round(height * 2) / 2);
    }
    if (!hasEOL || !open) continue;
    lines.push(open);
    open = null;
  }
  if (open) lines.push(open);
  return lines
    .map((line) => ({ ...line, text: keepable(line.text).trim() }))
    .filter(({ text }) => text !== "");
}

function partsOf(pages: Line[][]): ParsedPart[] {
  const letters = pages
    .flat()
    .reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
  if (letters < LETTERS_OF_TEXT * pages.length) throw new Scan(pages.length);
  const body = bodySize(pages);
  const words = wordsOf(pages);
  return pages.map((lines, index) => ({
    place: { kind: "page", page: index + 1 },
    ...joined(lines, body, words),
    rows: [],
  }));
}

/** The size in which most of the letters are set. */
function bodySize(pages: Line[][]): number {
  const letters = new Map<number, number>();
  for (const { size, text } of pages.flat()) letters.set(size, (letters.get(size) ?? 0) + text.length);
  return [...letters].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0])[0];
}

/** The words of a document, but for those that the end of a line divided: with their hyphens, and each part of them. */
function wordsOf(pages: Line[][]): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { text } of pages.flat()) {
    const whole = /[-\u2010\u00ad]$/.test(text) ? text.slice(0, -lastOf(text).length) : text;
    for (const [word] of whole.matchAll(WORD)) {
      words.add(alike(word));
      for (const part of alike(word).split("-")) words.add(part);
    }
  }
  return words;
}

const WORD = /[\p{L}\p{M}]+(?:[-\u2010][\p{L}\p{M}]+)*/gu;

/** What stands after the last blank of a line. */
function lastOf(line: string): string {
  return line.slice(line.lastIndexOf(" ") + 1);
}

function alike(word: string): string {
  return word.toLowerCase().replaceAll("\u2010", "-");
}

/** Whether the end of a line divided a word. A single letter ("x-ray"), a name and a number have hyphens of their own. */
function isDivided(line: string, next: string): boolean {
  return /[\p{L}\p{M}]{2}[-\u2010\u00ad]$/u.test(line) && /^\p{Ll}/u.test(next);
}

/**
 * Whether a divided word has a hyphen of its own: where the document writes it so elsewhere, or where it is made of two words of the document
 * ("well-known") and nowhere one.
 */
function keepsHyphen(line: string, next: string, words: ReadonlySet<string>): boolean {
  const last = lastOf(line).slice(0, -1);
  const first = alike(last.replace(/^[^\p{L}]+/u, ""));
  const rest = alike(next.match(WORD)?.[0] ?? "");
  if (line.endsWith("\u00ad") || words.has(first + rest)) return false;
  return words.has(`${first}-${rest}`) || [first, rest].every((part) => part.length > 2 && words.has(part));
}

const LONGEST_HEADING = 120;

/** A line this full, compared with the fullest of its page, was broken because the page ended and not because the sentence did. */
const FULL = 0.7;

/** Whether a sentence goes on in the next line. Rows of a table and items of a list stay lines. */
function goesOn(line: Line, next: Line, fullest: number): boolean {
  if (!/[\p{L},;]$/u.test(line.text)) return false;
  return (
    /^\p{Ll}/u.test(next.text) || (line.text.length >= FULL * fullest && /^["“(\p{L}\p{N}]/u.test(next.text))
  );
}

/** Lines become paragraphs where the gap between them is more than the leading, and headings where the type is larger than the body's. */
function joined(
  lines: Line[],
  body: number,
  words: ReadonlySet<string>,
): Pick<ParsedPart, "text" | "headings"> {
  const headings: ParsedPart["headings"] = [];
  let text = "";
  let before: Line | null = null;
  const fullest = Math.max(0, ...lines.map((line) => line.text.length));
  for (const line of lines) {
    const isHeading = body > 0 && line.size >= body * 1.15 && line.text.length <= LONGEST_HEADING;
    const gap: number = before ? Math.abs(before.y - line.y) : 0;
    const isApart =
      before &&
      (gap > Math.max(before.size, line.size) * 1.7 || isHeading || headings.at(-1)?.end === text.length);
    if (before && isApart) text += "\n\n";
    else if (before && isDivided(before.text, line.text)) {
      if (!keepsHyphen(before.text, line.text, words)) text = text.slice(0, -1);
    } else if (before) text += goesOn(before, line, fullest) ? " " : "\n";
    const start = text.length;
    text += line.text;
    if (isHeading) headings.push({ start, end: text.length, level: levelOf(line.size / body) });
    before = line;
  }
  return { text, headings };
}

function levelOf(ratio: number): number {
  return ratio >= 1.7 ? 1 : ratio >= 1.35 ? 2 : 3;
}
