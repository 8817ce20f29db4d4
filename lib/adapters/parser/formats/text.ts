import type { ParsedPart } from "../port";

/** Bytes as text: UTF-8, UTF-16 by its mark, else Windows-1252, which reads any byte. Lines end in \n, and nothing is in it that cannot be kept. */
export function decodeText(bytes: Uint8Array): string {
  return keepable(decoded(bytes) ?? new TextDecoder("windows-1252").decode(bytes));
}

/** What a database keeps as text: no NUL, no half characters. */
export function keepable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replaceAll("\0", "").toWellFormed();
}

function decoded(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** A text that has no structure but its paragraphs. */
export function readPlain(bytes: Uint8Array): ParsedPart[] {
  return [{ place: { kind: "text" }, text: decodeText(bytes), headings: [], rows: [] }];
}

/** Markdown as it was written, with its headings. What stands in a code block is none. */
export function readMarkdown(bytes: Uint8Array): ParsedPart[] {
  const text = decodeText(bytes);
  const headings: ParsedPart["headings"] = [];
  let fence: string | null = null;
  for (const line of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line[0])?.[1];
    if (mark) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence;
    const heading = fence === null ? /^ {0,3}(#{1,6})[^\S\n]+\S/.exec(line[0]) : null;
    if (!heading?.[1]) continue;
    const end = line.index + line[0].trimEnd().length;
    headings.push({ start: line.index, end, level: heading[1].length });
  }
  return [{ place: { kind: "text" }, text, headings, rows: [] }];
}
