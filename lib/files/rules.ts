/** What a browser may show in place as it was brought. Nothing that could run, and no picture: of one only what was drawn from it. */
const SHOWN_IN_PLACE = /^(audio\/[\w.+-]+|video\/[\w.+-]+|application\/pdf|text\/plain)$/;

export function isShownInPlace(mediaType: string): boolean {
  return SHOWN_IN_PLACE.test(mediaType);
}

function extensionOf(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** What a file is that has no signature of its own, by its extension. */
const TEXTS: Record<string, string> = {
  txt: "text/plain",
  text: "text/plain",
  log: "text/plain",
  md: "text/markdown",
  markdown: "text/markdown",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  html: "text/html",
  htm: "text/html",
  json: "application/json",
  vtt: "text/vtt",
  srt: "application/x-subrip",
};

const OFFICE: Record<string, string> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Several names for one thing. */
const SAME: Record<string, string[]> = {
  "image/jpeg": ["jpg", "jpeg"],
  "image/apng": ["png", "apng"],
  "image/tiff": ["tif", "tiff"],
  "audio/mpeg": ["mp3"],
  "audio/wav": ["wav"],
  "audio/flac": ["flac"],
  "audio/x-flac": ["flac"],
  "audio/ogg": ["ogg", "oga", "opus"],
  "audio/opus": ["opus", "ogg"],
  "audio/mp4": ["m4a", "mp4"],
  "audio/x-m4a": ["m4a", "mp4"],
  "audio/aac": ["aac"],
  "video/ogg": ["ogv", "ogg"],
  "video/mp4": ["mp4", "m4v", "m4a"],
  "video/webm": ["webm", "weba"],
  "video/quicktime": ["mov"],
};

const UNKNOWN = "application/octet-stream";

/** What the first bytes say: `sniffed` by their signature, and whether they read as text. */
export type Signs = { sniffed: { mime: string; ext: string } | null; isText: boolean };

/**
 * What a file is: only what its signature and its extension agree about. Anything else is bytes of an unknown kind, which are kept and
 * downloaded, and never shown or read.
 */
export function mediaTypeOf(name: string, { sniffed, isText }: Signs): string {
  const extension = extensionOf(name);
  if (!sniffed) return (isText && TEXTS[extension]) || UNKNOWN;
  const office = OFFICE[extension];
  // An Office file is an archive; one with a password is a container of the older kind.
  if (office && [office, "application/zip", "application/x-cfb"].includes(sniffed.mime)) return office;
  const agreed = SAME[sniffed.mime] ?? [sniffed.ext];
  return agreed.includes(extension) ? sniffed.mime : UNKNOWN;
}

/** Text has no control characters but these, and is UTF-8 (a character may be cut at the end), or says by a mark that it is UTF-16. */
export function readsAsText(first: Uint8Array): boolean {
  const isUtf16 = (first[0] === 0xff && first[1] === 0xfe) || (first[0] === 0xfe && first[1] === 0xff);
  if (isUtf16) return true;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what text does not have
  return !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(new TextDecoder("latin1").decode(first));
}

/** The bytes of each part: all the same but the last. */
export function partSizes(sizeBytes: number, partBytes: number): number[] {
  const count = Math.max(1, Math.ceil(sizeBytes / partBytes));
  return Array.from({ length: count }, (_, index) => Math.min(partBytes, sizeBytes - index * partBytes));
}

export type Range = { start: number; endInclusive: number };

/**
 * A Range header over `sizeBytes`: null for the whole, where there is none or one that we do not serve (several ranges, other units), as
 * RFC 9110 allows; `outside` where it begins beyond the end.
 */
export function readRange(header: string | null, sizeBytes: number): Range | null | "outside" {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (!match) return null;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return null;
  if (from === "") {
    const last = Math.min(Number(to), sizeBytes);
    return last === 0 ? "outside" : { start: sizeBytes - last, endInclusive: sizeBytes - 1 };
  }
  const start = Number(from);
  const endInclusive = Math.min(to === "" ? sizeBytes - 1 : Number(to), sizeBytes - 1);
  if (start >= sizeBytes) return "outside";
  return endInclusive < start ? null : { start, endInclusive };
}
