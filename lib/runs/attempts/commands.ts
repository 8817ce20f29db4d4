import { type LanguageModelUsage, streamText } from "ai";
import { modelFailureOf } from "@/lib/adapters/models/port";
import { isAppError } from "@/lib/core/errors";
import type { Ctx } from "@/lib/ctx";
import { type Engine, openEngine } from "@/lib/models/queries";
import { type EntryStatus, NOTHING_USED, openEntry, settleEntry, type Usage } from "../ledger/commands";
import type { Halt } from "../log/commands";
import { estimateTokens, outputTokens, type Prompt } from "../prompt/rules";
import { type FailureKind, PATIENCE, type Patience, retryAfterMs, sentenceFor } from "./rules";

/** done: whole. halted: from our side. broken: after its first word. failed: before it. */
export type Outcome =
  | { kind: "done" }
  | { kind: "halted"; why: Halt }
  | { kind: "broken"; sentence: string }
  | { kind: "failed"; sentence: string };

type Asking = {
  run: { runId: string; conversationId: string; askedById: string | null };
  engine: Engine;
  prompt: Prompt;
  /** Aborts with a `Halt` as its reason. */
  signal: AbortSignal;
  patience?: Partial<Patience>;
  onText: (text: string) => void;
  /** The engine asked us to wait, or gets a moment to recover. */
  onWait: (ms: number) => void;
};

/** In UTF-16 units. */
const LONGEST_ANSWER = 200_000;

/**
 * Asks one engine, again if that may help and it has not said a word yet. Each attempt that leaves this process is a line of the ledger.
 * Never throws for what a provider does.
 */
export async function askEngine(ctx: Ctx, asking: Asking): Promise<Outcome> {
  for (let tries = 1; ; tries++) {
    const { outcome, failure } = await attempt(ctx, asking, tries);
    if (outcome.kind !== "failed" || !failure) return outcome;
    const ms = retryAfterMs(failure, tries, Math.random());
    if (ms === null) return outcome;
    asking.onWait(ms);
    await pause(ms, asking.signal);
    if (asking.signal.aborted) return { kind: "halted", why: haltOf(asking.signal) };
  }
}

type Failure = { kind: FailureKind; retryAfterSeconds: number | null };
type Attempted = { outcome: Outcome; failure: Failure | null };

async function attempt(ctx: Ctx, asking: Asking, tries: number): Promise<Attempted> {
  const { engine, prompt } = asking;
  const model = findModel(ctx, engine);
  if (!model) {
    // Nothing was sent: the provider has no key, or its breaker is open, and asking again at once would not help.
    return {
      outcome: { kind: "failed", sentence: sentenceFor(engine.displayName, "unavailable") },
      failure: null,
    };
  }
  const opened = await openOrRefuse(ctx, asking, tries);
  if (typeof opened !== "string") return opened;
  const entryId = opened;
  const startedAt = performance.now();
  const received = await receive(model, asking);
  const outcome = outcomeOf(received, asking);
  if (outcome.kind !== "halted" || outcome.why !== "lost") {
    const status = STATUS[outcome.kind === "halted" && outcome.why === "stopped" ? "stopped" : outcome.kind];
    const usage = usageOf(received, outcome, prompt);
    await settleEntry(ctx, {
      entryId,
      engine,
      status,
      usage,
      durationMs: Math.round(performance.now() - startedAt),
    });
  }
  return { outcome, failure: received.failure };
}

/** The line's id; or the outcome, where the month's budget does not hold another attempt: the next engine may cost nothing. */
async function openOrRefuse(
  ctx: Ctx,
  { engine, prompt, run }: Asking,
  attempt: number,
): Promise<string | Attempted> {
  const { runId, conversationId, askedById: memberId } = run;
  const { inputTokens } = prompt;
  const line = { runId, conversationId, memberId, purpose: "answer", engine, attempt, inputTokens } as const;
  try {
    return await openEntry(ctx, line);
  } catch (error) {
    if (!isAppError(error, "QUOTA")) throw error;
    return { outcome: { kind: "failed", sentence: error.message }, failure: null };
  }
}

const STATUS: Record<Outcome["kind"] | "stopped", EntryStatus> = {
  done: "complete",
  halted: "interrupted",
  stopped: "stopped",
  broken: "interrupted",
  failed: "failed",
};

function findModel(ctx: Ctx, engine: Engine): ReturnType<Ctx["models"]["languageModel"]> | null {
  try {
    return openEngine(ctx, engine);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

type Received = { text: string; usage: LanguageModelUsage | null; failure: Failure | null };

/** Takes an engine's words as they come, to the end or to whatever ends them. */
async function receive(model: ReturnType<Ctx["models"]["languageModel"]>, asking: Asking): Promise<Received> {
  const { prompt, signal, onText } = asking;
  const { firstChunkMs, ...patience } = { ...PATIENCE, ...asking.patience };
  const enough = new AbortController();
  // The SDK counts the first chunk's time from the response's headers, which a provider may never send.
  const silence = setTimeout(() => enough.abort(), firstChunkMs);
  const received: Received = { text: "", usage: null, failure: null };
  const fail = (failure: Failure) => {
    received.failure ??= failure;
  };
  try {
    const result = streamText({
      model,
      instructions: prompt.instructions,
      messages: prompt.messages,
      maxOutputTokens: outputTokens(asking.engine),
      // Whether, when and whom to ask again is decided here, where it is seen and billed.
      maxRetries: 0,
      abortSignal: AbortSignal.any([signal, enough.signal]),
      timeout: patience,
      onError: () => undefined,
    });
    for await (const part of result.stream) {
      if (part.type === "text-delta" || part.type === "reasoning-delta") clearTimeout(silence);
      if (part.type === "text-delta" && part.text !== "") {
        received.text += part.text;
        onText(part.text);
        if (received.text.length > LONGEST_ANSWER) {
          fail({ kind: "endless", retryAfterSeconds: null });
          enough.abort();
          break;
        }
      } else if (part.type === "error") fail(modelFailureOf(part.error));
      else if (part.type === "abort") fail({ kind: "timeout", retryAfterSeconds: null });
      else if (part.type === "finish") {
        received.usage = part.totalUsage;
        if (part.finishReason === "content-filter") fail({ kind: "declined", retryAfterSeconds: null });
      }
    }
    if (received.text === "") fail({ kind: "empty", retryAfterSeconds: null });
  } catch (error) {
    fail(modelFailureOf(error));
  } finally {
    clearTimeout(silence);
  }
  return received;
}

function outcomeOf({ text, failure }: Received, { engine, signal }: Asking): Outcome {
  if (signal.aborted) return { kind: "halted", why: haltOf(signal) };
  if (!failure) return { kind: "done" };
  const sentence = sentenceFor(engine.displayName, failure.kind);
  return { kind: text === "" ? "failed" : "broken", sentence };
}

/** What the provider said it took. Where it could not say so, what was sent and received, by a rough count; a refusal costs nothing. */
function usageOf({ text, usage }: Received, outcome: Outcome, prompt: Prompt): Usage {
  if (usage?.inputTokens !== undefined && usage.outputTokens !== undefined) {
    const cachedInputTokens = usage.inputTokenDetails.cacheReadTokens ?? 0;
    return { inputTokens: usage.inputTokens, cachedInputTokens, outputTokens: usage.outputTokens };
  }
  if (outcome.kind === "failed") return NOTHING_USED;
  return { inputTokens: prompt.inputTokens, cachedInputTokens: 0, outputTokens: estimateTokens(text) };
}

function haltOf(signal: AbortSignal): Halt {
  return signal.reason as Halt; // the run's writer aborts with nothing else
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    if (signal.aborted) wake();
    else signal.addEventListener("abort", wake);
  });
}
