import { Parser } from "htmlparser2";
import type { Fetched, PageFault } from "@/lib/adapters/pages/port";

const FAULTS: Record<PageFault, string> = {
  not_web: "This is no address of a web page. It begins with https:// or http://, and carries no password.",
  away: "No public page can be reached at this address. If it is of your own network, upload the page as a file.",
  slow: "The page did not come in time. Try again later, or upload it as a file.",
  too_large: "What is at this address has more than 20 MB. Download it, and upload it as a file.",
  redirects: "This address leads on and on. Use the one where it ends.",
  not_found: "There is no page at this address.",
  not_allowed: "This page is not shown to everybody. Download it, and upload it as a file.",
  broken: "The site answered with an error. Try again later.",
};

export function pageFaultSentence(fault: PageFault): string {
  return FAULTS[fault];
}

/** What documents are made of and has a signature. */
const SIGNED = new Set(["pdf", "docx", "pptx", "xlsx"]);
const SAID: Record<string, string> = {
  "text/markdown": "md",
  "text/csv": "csv",
  "text/tab-separated-values": "tsv",
};
const BY_NAME = new Set(["md", "markdown", "csv", "tsv"]);
const MARKUP =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|h[1-6]|p)\b/i;

type Looked = { sniffed: string | null; isText: boolean };

/**
 * What a page is, as the extension of the file that it is kept as: by its signature, else by how its text begins. What the site says decides
 * only between kinds of text. null for what is no document.
 */
export function extensionOfPage(page: Fetched, { sniffed, isText }: Looked): string | null {
  if (sniffed !== null && SIGNED.has(sniffed)) return sniffed;
  if ((sniffed !== null && sniffed !== "xml") || !isText) return null;
  if (MARKUP.test(new TextDecoder().decode(page.bytes.subarray(0, 4_096)))) return "html";
  if (sniffed === "xml") return null;
  const named = /\.([a-z]+)$/i.exec(new URL(page.url).pathname)?.[1]?.toLowerCase() ?? "";
  return SAID[typeOf(page)] ?? (BY_NAME.has(named) ? named : "txt");
}

function typeOf({ contentType }: Fetched): string {
  return contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** The text of a page as UTF-8, which is how texts are kept: sites say their encoding beside it, or in the first lines. */
export function inUtf8(page: Fetched): Uint8Array {
  const start = new TextDecoder("latin1").decode(page.bytes.subarray(0, 1_024));
  const said =
    /charset\s*=\s*["']?([\w:-]+)/i.exec(page.contentType ?? "")?.[1] ??
    /<meta[^>]+charset\s*=\s*["']?([\w:-]+)/i.exec(start)?.[1];
  if (!said || /^utf-?(8|16)/i.test(said)) return page.bytes;
  try {
    return new TextEncoder().encode(new TextDecoder(said).decode(page.bytes));
  } catch {
    return page.bytes; // an encoding that nobody knows
  }
}

/** What a page calls itself, or null. */
export function titleOfPage(html: Uint8Array): string | null {
  let title: string | null = null;
  let isInside = false;
  const parser = new Parser({
    onopentag(name) {
      isInside = name === "title" && title === null;
    },
    ontext(text) {
      if (isInside) title = (title ?? "") + text;
    },
    onclosetag() {
      isInside = false;
    },
  });
  parser.end(new TextDecoder().decode(html.subarray(0, 512 * 1_024)));
  const plain = ((title ?? "") as string).replace(/[\p{Cc}\s]+/gu, " ").trim();
  return plain.slice(0, 200).trim() || null;
}

/** The name of the file that a page is kept as. */
export function nameOfPage({ url }: Fetched, extension: string): string {
  const { hostname, pathname } = new URL(url);
  const last = decoded(pathname.split("/").findLast((part) => part !== "") ?? "")
    .replace(/[\p{Cc}/\\]+/gu, " ")
    .trim();
  const name = last.replace(new RegExp(`\\.(?:${extension}|html?|php|aspx?)$`, "i"), "") || hostname;
  return `${name.slice(0, 200)}.${extension}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
