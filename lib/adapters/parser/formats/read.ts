import { Scan, Unreadable } from "../fault";
import { LIMITS } from "../limits";
import type { Parsed, ParsedKind, ParsedPart } from "../port";
import { readDocx } from "./docx";
import { readHtml } from "./html";
import { readPdf } from "./pdf";
import { readPicture } from "./picture";
import { readPptx } from "./pptx";
import { readCsv, readXlsx } from "./sheets";
import { readMarkdown, readPlain } from "./text";

type Reader = (
  bytes: Uint8Array,
  onProgress: (percent: number) => void,
) => ParsedPart[] | Promise<ParsedPart[]>;

const READERS: Record<ParsedKind, Reader> = {
  pdf: readPdf,
  docx: readDocx,
  pptx: readPptx,
  xlsx: readXlsx,
  csv: readCsv,
  markdown: readMarkdown,
  html: readHtml,
  text: readPlain,
  image: readPicture,
};

/** Reads a document in this process, and says what came of it. */
export async function readBytes(
  bytes: Uint8Array,
  kind: ParsedKind,
  onProgress: (percent: number) => void,
): Promise<Parsed> {
  try {
    if (bytes.byteLength > LIMITS.fileBytes) throw new Unreadable("too_large");
    const parts = await READERS[kind](bytes, onProgress);
    const characters = parts.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > LIMITS.characters) throw new Unreadable("too_large");
    if (!parts.some(({ text }) => /[\p{L}\p{N}]/u.test(text))) throw new Unreadable("empty");
    return { ok: true, parts };
  } catch (error) {
    if (error instanceof Scan) return { ok: false, fault: "scan", pages: error.pages };
    if (error instanceof Unreadable) return { ok: false, fault: error.fault };
    // A library that stumbles over a file says that the file is not what it should be.
    return { ok: false, fault: "damaged" };
  }
}
