import type { ModelRef } from "@/lib/adapters/models/port";

/**
 * What reads pictures of pages: the one that is built in, which sends nothing anywhere, or a model of a configured provider, which is paid for
 * what it reads: `mostTokens` is what it may answer for a page.
 */
export type OcrEngine =
  | { kind: "embedded"; languages: string[] }
  | { kind: "model"; ref: ModelRef; host: string | null; mostTokens: number };

/** In fractions of the picture, from its upper left corner. */
export type LineBox = { left: number; top: number; width: number; height: number };

/** A line of print as it was read, and where it stands; null where the engine does not say. */
export type SeenLine = { text: string; box: LineBox | null };

/** Tokens that a model was sent and gave; null where it does not say, and for what is built in. */
export type SeenUsage = { inputTokens: number; cachedInputTokens: number; outputTokens: number };

/** What stands on a page, from top to bottom. No paragraphs: there are no words on it. */
export type SeenPage = { paragraphs: SeenLine[][]; usage: SeenUsage | null };

export type OcrPort = {
  /** Null where none is configured: a scan is said to be a scan, and waits. */
  engine(): OcrEngine | null;
  /**
   * Reads the picture of a page, a JPEG. Throws UNAVAILABLE for what may pass (busy, slow, cut off, an answer that makes no sense;
   * `retryAfterSeconds` where the engine says it), UNSUPPORTED for what will not (a wrong key, a model that sees nothing), TOO_LARGE for a
   * picture that takes more memory or time than a page may.
   */
  look(jpeg: Uint8Array): Promise<SeenPage>;
};
