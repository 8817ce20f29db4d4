import { SECOND } from "@/lib/core/clock";

/** How long an engine may take, in ms: for the whole answer, until its first words, and between words. */
export type Patience = { totalMs: number; firstChunkMs: number; chunkMs: number };
export const PATIENCE: Patience = { totalMs: 600 * SECOND, firstChunkMs: 45 * SECOND, chunkMs: 45 * SECOND };

/** The adapters' kinds of failure, and an answer without a word. */
export type FailureKind =
  | "stopped"
  | "timeout"
  | "rate-limited"
  | "unavailable"
  | "refused"
  | "malformed"
  | "empty"
  | "declined"
  | "endless";

const MOST_TRIES = 3;
/** Asked to wait longer than this, another engine answers instead. */
const LONGEST_WAIT_MS = 10 * SECOND;
const FIRST_WAIT_MS = 250;

/**
 * How long to wait before the same engine is asked again, in ms; null when that is no use. Only ever before its first word: what was shown
 * is not taken back. `tries` counts the attempts so far, `jitter` is from 0 to 1.
 */
export function retryAfterMs(
  failure: { kind: FailureKind; retryAfterSeconds: number | null },
  tries: number,
  jitter: number,
): number | null {
  if (tries >= (ONE_MORE.has(failure.kind) ? 2 : MOST_TRIES) || !WORTH_RETRYING.has(failure.kind))
    return null;
  if (failure.retryAfterSeconds !== null) {
    const asked = failure.retryAfterSeconds * SECOND;
    return asked <= LONGEST_WAIT_MS ? asked : null;
  }
  return FIRST_WAIT_MS * 2 ** (tries - 1) * (1 + jitter);
}

const WORTH_RETRYING: ReadonlySet<FailureKind> = new Set([
  "rate-limited",
  "unavailable",
  "malformed",
  "empty",
]);
const ONE_MORE: ReadonlySet<FailureKind> = new Set(["malformed", "empty"]);

export const OUR_FAULT = "Something failed on our side. What was written so far is kept.";

/** What people are told. Nothing of the provider's own words, which may hold anything. */
export function sentenceFor(engine: string, kind: FailureKind): string {
  return SENTENCES[kind](engine);
}

const SENTENCES: Record<FailureKind, (engine: string) => string> = {
  stopped: () => "The answer was stopped.",
  timeout: (engine) => `${engine} fell silent.`,
  "rate-limited": (engine) => `${engine} has too much to do right now.`,
  unavailable: (engine) => `${engine} is not answering right now.`,
  refused: (engine) => `${engine} did not accept the request.`,
  malformed: (engine) => `${engine} sent something that could not be read.`,
  empty: (engine) => `${engine} gave an empty answer.`,
  declined: (engine) => `${engine} declined to answer.`,
  endless: (engine) => `${engine} wrote more than an answer may hold.`,
};
