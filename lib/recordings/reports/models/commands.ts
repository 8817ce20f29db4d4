import { generateText, Output } from "ai";
import { modelFailureOf } from "@/lib/adapters/models/port";
import { SECOND } from "@/lib/core/clock";
import { AppError, isAppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Ctx } from "@/lib/ctx";
import { type Engine, openEngine } from "@/lib/models/queries";
import { sentenceFor } from "@/lib/runs/attempts/rules";
import { metered, reportedUsage } from "@/lib/runs/ledger/commands";
import { estimateTokens, outputTokens } from "@/lib/runs/prompt/rules";
import type { SectionPlan } from "../../templates/schema";
import type { Segment } from "../extract/rules";
import { checkedItems, customNames, type Found, instructionsFor, promptFor } from "./rules";
import { type Extraction, extractionOf } from "./schema";

/**
 * The writer that asks a model: typed items of a window, each with a quote that was found in the transcript. Emits: none. Exempt from audit: the
 * ledger has a line for every attempt.
 */

const PATIENCE_MS = 90 * SECOND;
const MOST_OUTPUT = 6_000;
/** Whatever keeps a model from answering, and may be over the next time. */
const PASSING: string[] = ["rate-limited", "unavailable", "timeout"];

type Window = {
  segments: Segment[];
  plan: SectionPlan[];
  memberId: string | null;
  /** Nobody waits for the answer any more. */
  stopped: AbortSignal;
};

/**
 * What a model found in a window; the next one is asked where it failed. Throws what it is stopped with, QUOTA, and when all failed UNAVAILABLE
 * where time may help, else UNSUPPORTED: each with a sentence for people.
 */
export async function askAbout(
  ctx: Ctx,
  engines: Engine[],
  window: Window,
): Promise<Found & { engine: string }> {
  const failures: AppError[] = [];
  for (const engine of engines) {
    try {
      const { items } = await ask(ctx, engine, window);
      return { ...checkedItems(items, window), engine: engine.displayName };
    } catch (error) {
      window.stopped.throwIfAborted();
      log.warn("report.unanswered", { engine: engine.name, reason: String(error) });
      if (isAppError(error, "QUOTA")) throw error;
      failures.push(refusalOf(engine, error));
    }
  }
  const passing = failures.find((failure) => isAppError(failure, "UNAVAILABLE"));
  throw passing ?? failures[0] ?? new AppError("UNSUPPORTED", "No model is configured that could write it.");
}

function refusalOf({ displayName }: Engine, error: unknown): AppError {
  const { kind, retryAfterSeconds } = modelFailureOf(error);
  const isPassing = PASSING.includes(kind);
  return new AppError(isPassing ? "UNAVAILABLE" : "UNSUPPORTED", sentenceFor(displayName, kind), {
    cause: error,
    ...(isPassing && retryAfterSeconds ? { retryAfterSeconds } : {}),
  });
}

/** One answer, and a second try where the first was not what was asked for. */
async function ask(ctx: Ctx, engine: Engine, window: Window): Promise<Extraction> {
  try {
    return await attempt(ctx, engine, window, 1);
  } catch (error) {
    if (!isMisshapen(error)) throw error;
    return attempt(ctx, engine, window, 2);
  }
}

function isMisshapen(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith("AI_NoObject");
}

async function attempt(
  ctx: Ctx,
  engine: Engine,
  { segments, plan, memberId, stopped }: Window,
  n: number,
): Promise<Extraction> {
  const model = openEngine(ctx, engine);
  const instructions = instructionsFor(plan);
  const prompt = promptFor(segments, plan);
  const inputTokens = estimateTokens(instructions + prompt);
  const line = { runId: null, conversationId: null, memberId, attempt: n, inputTokens };
  const asking = async () => {
    const result = await generateText({
      model,
      instructions,
      prompt,
      output: Output.object({ schema: extractionOf(customNames(plan)), name: "report" }),
      maxOutputTokens: Math.min(MOST_OUTPUT, outputTokens(engine)),
      maxRetries: 0,
      timeout: PATIENCE_MS,
      abortSignal: stopped,
    });
    const rough = { inputTokens, outputTokens: estimateTokens(result.text) };
    return { answer: result.output, usage: reportedUsage(result.usage, rough) };
  };
  return metered(ctx, { ...line, purpose: "report", engine }, asking, stopped);
}
