import type { ParserFault } from "./port";

/** Ends the reading of a document with an outcome that can be told. Inside of this folder only. */
export class Unreadable extends Error {
  constructor(
    readonly fault: ParserFault,
    cause?: unknown,
  ) {
    super(`This document is ${fault}.`, { cause });
    this.name = "Unreadable";
  }
}
