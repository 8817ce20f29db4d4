import { generateText } from "ai";
import { modelFailureOf } from "@/lib/adapters/models/port";
import { SECOND } from "@/lib/core/clock";
import { isAppError } from "@/lib/core/errors";
import { actorMemberId, type Ctx, read } from "@/lib/ctx";
import { type Engine, findEngine, openEngine } from "@/lib/models/queries";
import type { TestDto } from "@/lib/models/schema";
import { sentenceFor } from "../attempts/rules";
import { metered, reportedUsage } from "../ledger/commands";
import { estimateTokens } from "../prompt/rules";

const PATIENCE_MS = 12 * SECOND;
const QUESTION = "Answer with the one word: ready";
/** Some models think before they speak. */
const MOST_TOKENS = 500;

/**
 * Asks a model one word, to see whether it answers with the key and the address that are set. Never throws for what a provider does: the
 * sentence says it. Throws NOT_FOUND for a model that is not here, QUOTA over the budget. Emits: none. Exempt from audit: a line of the
 * ledger says who tried what.
 */
export async function tryModel(ctx: Ctx, modelId: string): Promise<TestDto> {
  const engine = await read(ctx, (tx) => findEngine(tx, modelId));
  if (!engine) return { ok: false, sentence: "There is no key for this model yet.", durationMs: 0 };
  if (engine.provider === "quotes")
    return { ok: true, sentence: "Quotes only is always there. Nothing leaves this machine.", durationMs: 0 };
  const inputTokens = estimateTokens(QUESTION);
  const memberId = actorMemberId(ctx);
  const line = { runId: null, conversationId: null, memberId, attempt: 1, inputTokens };
  const startedAt = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAt);
  try {
    await metered(ctx, { ...line, purpose: "test", engine }, async () => {
      const { usage } = await ask(ctx, engine);
      return { answer: null, usage: reportedUsage(usage, { inputTokens, outputTokens: 1 }) };
    });
    const seconds = (durationMs() / 1000).toFixed(1);
    return {
      ok: true,
      sentence: `${engine.displayName} answered in ${seconds} s from ${engine.host ?? "this machine"}.`,
      durationMs: durationMs(),
    };
  } catch (error) {
    if (isAppError(error, "QUOTA")) throw error;
    return { ok: false, sentence: whyNot(engine, error), durationMs: durationMs() };
  }
}

function ask(ctx: Ctx, engine: Engine) {
  return generateText({
    model: openEngine(ctx, engine),
    prompt: QUESTION,
    maxOutputTokens: Math.min(MOST_TOKENS, engine.maxOutput),
    maxRetries: 0,
    timeout: PATIENCE_MS,
  });
}

function whyNot({ displayName, host }: Engine, error: unknown): string {
  const { kind } = modelFailureOf(error);
  if (kind === "refused")
    return `${host ?? displayName} refused: the key, the name of the model or the address is not right.`;
  if (isAppError(error)) return error.message;
  return sentenceFor(displayName, kind);
}
