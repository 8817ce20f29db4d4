/** What can be read. */
export type ParsedKind = "pdf" | "docx" | "pptx" | "xlsx" | "csv" | "markdown" | "html" | "text" | "image";

/** Why it could not be: see the sentences of lib/documents/rules. */
export type ParserFault =
  | "scan"
  | "empty"
  | "encrypted"
  | "damaged"
  | "too_large"
  | "too_many_pages"
  | "too_slow";

/** A part of a document as it was read: what anchors count characters in. */
export type ParsedPart = {
  place:
    | { kind: "page"; page: number }
    | { kind: "slide"; slide: number }
    | { kind: "sheet"; sheet: string }
    | { kind: "text" };
  text: string;
  headings: { start: number; end: number; level: number }[];
  /**
   * Of a sheet: the rows that have something in them, and where each begins. `cells`: three numbers for each cell that has something in it, its
   * column from 0, and where what it says begins and ends.
   */
  rows: { row: number; start: number; cells?: number[] }[];
};

/** `pages` of a scan, which has no text: how many there are. A picture is one page of it. */
export type Parsed =
  | { ok: true; parts: ParsedPart[] }
  | { ok: false; fault: "scan"; pages: number }
  | { ok: false; fault: Exclude<ParserFault, "scan"> };

/** A page of a scan as it is seen, in shades of gray; null where it is no picture, or its picture cannot be had. */
export type PagePicture = { page: number; jpeg: Uint8Array | null };

type Parsing = {
  kind: ParsedKind;
  /** Ends it when it is no longer wanted; `parse` then throws the signal's reason. */
  signal?: AbortSignal;
  /** Percent of the pages that are read. */
  onProgress?: (percent: number) => void;
};

/**
 * Reads the text of a file that nobody trusts, within bounds: bytes, unpacked bytes, pages, memory and time. What exceeds them, or cannot be
 * read, is an outcome; what throws is a failure of ours.
 */
export type ParserPort = {
  parse(body: ReadableStream<Uint8Array>, parsing: Parsing): Promise<Parsed>;
  /**
   * Pictures of pages of a PDF, counted from 1, in their order, or of the one page that a picture is. A page that exceeds the bounds has none,
   * and is the last: those after it have to be asked for again.
   */
  draw(body: ReadableStream<Uint8Array>, pages: number[]): Promise<PagePicture[]>;
};
