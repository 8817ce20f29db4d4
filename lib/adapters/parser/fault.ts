import type { ParserFault } from "./port";

/** Ends the reading of a document with an outcome that can be told. Inside of this folder only. */
export class Unreadable extends Error {
  constructor(
    readonly fault: Exclude<ParserFault, "scan">,
    cause?: unknown,
  ) {
    super(`This document is ${fault}.`, { cause });
    this.name = "Unreadable";
  }
}

/** The same for a PDF of pictures: so many pages, and no text. */
export class Scan extends Error {
  constructor(readonly pages: number) {
    super("This document is a scan.");
    this.name = "Scan";
  }
}
