import { Parser } from "htmlparser2";
import type { ParsedPart } from "../port";
import { decodeText, keepable } from "./text";

/** What is not read by people, with all that is in it. */
const UNREAD = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "head",
  "title",
  "iframe",
  "object",
  "canvas",
]);
const BLOCKS = new Set(
  "address article aside blockquote dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table ul".split(
    " ",
  ),
);

/** The text of a page as it is read, with its headings. Nothing in it is run, fetched or followed. */
export function readHtml(bytes: Uint8Array): ParsedPart[] {
  return partsOfHtml(decodeText(bytes));
}

export function partsOfHtml(html: string): ParsedPart[] {
  const headings: ParsedPart["headings"] = [];
  let text = "";
  let unread = 0;
  let heading: { start: number; level: number } | null = null;
  const breakTo = (gap: string) => {
    text = text.replace(/[^\S\n]+$/, "");
    if (text !== "" && !text.endsWith(gap)) text += gap.slice(text.endsWith("\n") ? 1 : 0);
  };
  const parser = new Parser({
    onopentag(name) {
      if (UNREAD.has(name)) unread++;
      if (unread > 0) return;
      if (name === "br" || name === "tr") breakTo("\n");
      else if (BLOCKS.has(name)) breakTo("\n\n");
      if ((name === "td" || name === "th") && text !== "" && !text.endsWith("\n")) text += " | ";
      const level = /^h([1-6])$/.exec(name)?.[1];
      if (level) heading = { start: text.length, level: Number(level) };
    },
    ontext(chunk) {
      if (unread > 0) return;
      const plain = keepable(chunk).replace(/\s+/g, " ");
      text += /(^|\s)$/.test(text) ? plain.trimStart() : plain;
    },
    onclosetag(name) {
      if (UNREAD.has(name)) unread = Math.max(0, unread - 1);
      if (unread > 0) return;
      if (heading && /^h[1-6]$/.test(name)) {
        const end = text.trimEnd().length;
        if (end > heading.start) headings.push({ ...heading, end });
        heading = null;
      }
      if (BLOCKS.has(name)) breakTo("\n\n");
    },
  });
  parser.end(html);
  return [{ place: { kind: "text" }, text, headings, rows: [] }];
}
