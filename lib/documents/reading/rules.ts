import type { DocumentPart } from "../schema";

/** Bytes as text: UTF-8, UTF-16 by its mark, else Windows-1252, which reads any byte. Lines end in \n, and nothing is in it that cannot be kept. */
export function decodeText(bytes: Uint8Array): string {
  return (decoded(bytes) ?? new TextDecoder("windows-1252").decode(bytes))
    .replace(/\r\n?/g, "\n")
    .replaceAll("\0", "")
    .toWellFormed();
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
export function plainParts(text: string): DocumentPart[] {
  return [{ place: { kind: "text" }, text, headings: [], rows: [] }];
}

/** Markdown as it was written, with its headings. What stands in a code block is none. */
export function markdownParts(text: string): DocumentPart[] {
  const headings: DocumentPart["headings"] = [];
  let fence: string | null = null;
  for (const line of text.matchAll(/[^\n]*(?:\n|$)/g)) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line[0])?.[1];
    if (mark) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence;
    const heading = fence === null ? /^ {0,3}(#{1,6})[^\S\n]+\S/.exec(line[0]) : null;
    if (!heading?.[1]) continue;
    headings.push({
      start: line.index,
      end: line.index + line[0].trimEnd().length,
      level: heading[1].length,
    });
  }
  return [{ place: { kind: "text" }, text, headings, rows: [] }];
}
