import { generateText, Output } from "ai";
import { SECOND } from "@/lib/core/clock";
import { isAppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { actorMemberId, type Ctx, read } from "@/lib/ctx";
import { type Engine, findEngines, openEngine } from "@/lib/models/queries";
import { metered, reportedUsage } from "@/lib/runs/ledger/commands";
import { estimateTokens, outputTokens } from "@/lib/runs/prompt/rules";
import type { Segment } from "../extract/rules";
import { writeExtractive } from "../quotes/rules";
import { MOST_LINES, verified, type Written } from "../rules";
import type { SectionKind } from "../schema";
import { instructionsFor, mergeWindows, placeItems, promptFor, windowsOf } from "./rules";
import { Extraction } from "./schema";

/**
 * The writer that asks a model: typed items of each window, merged here, each with a quote that was found in the transcript. Emits: none. Exempt
 * from audit: the ledger has a line for every attempt.
 */

const PATIENCE_MS = 90 * SECOND;
const WINDOWS_AT_ONCE = 3;
const MOST_OUTPUT = 6_000;

type WrittenBy = Written & { engine: string };

/** Null where no model is configured, the workspace chose Quotes only, or none of them answered: then quotes make the report. */
export async function writeByModel(
  ctx: Ctx,
  segments: Segment[],
  kinds: SectionKind[],
): Promise<WrittenBy | null> {
  const engines = await listEngines(ctx);
  const [first] = engines;
  if (!first) return null;
  const windows = windowsOf(segments);
  const answers: (Awaited<ReturnType<typeof askAbout>> | null)[] = [];
  for (let from = 0; from < windows.length; from += WINDOWS_AT_ONCE) {
    const some = windows.slice(from, from + WINDOWS_AT_ONCE);
    answers.push(...(await Promise.all(some.map((window) => askAbout(ctx, engines, window, kinds)))));
    // When none of the first ones is answered, the others are not asked: the report is not worth an hour of waiting.
    if (answers.every((answer) => answer === null)) return null;
  }
  const placed = windows.map((window, at) => {
    const answer = answers[at];
    return answer ? placeItems(answer.items, window) : quotedInstead(window, kinds);
  });
  const merged = mergeWindows(
    kinds,
    placed.map((one) => one.placed),
    MOST_LINES,
  );
  const { sections, leftOut } = verified(merged, segments);
  const missing = placed.reduce((sum, one) => sum + one.leftOut, leftOut);
  return {
    sections,
    leftOut: missing,
    engine: answers.find((answer) => answer)?.engine ?? first.displayName,
  };
}

/** A window that no model answered for is told by its quotes. */
function quotedInstead(window: Segment[], kinds: SectionKind[]): ReturnType<typeof placeItems> {
  const { sections, leftOut } = writeExtractive(window, kinds);
  return { placed: sections.flatMap(({ kind, lines }) => lines.map((line) => ({ kind, line }))), leftOut };
}

/** The workspace's model, then its fallbacks. None where the one that is chosen is Quotes only. */
async function listEngines(ctx: Ctx): Promise<Engine[]> {
  const engines = await read(ctx, (tx) => findEngines(tx, { conversationModelId: null }));
  return engines[0].provider === "quotes" ? [] : engines.filter(({ provider }) => provider !== "quotes");
}

/** What a model found in a window; the next one is asked where it failed. Null when all did. */
async function askAbout(ctx: Ctx, engines: Engine[], window: Segment[], kinds: SectionKind[]) {
  const question = { instructions: instructionsFor(kinds), prompt: promptFor(window) };
  for (const engine of engines) {
    try {
      return { ...(await ask(ctx, engine, question)), engine: engine.displayName };
    } catch (error) {
      log.warn("report.unanswered", { engine: engine.name, reason: String(error) });
      if (isAppError(error, "QUOTA")) return null;
    }
  }
  return null;
}

type Question = { instructions: string; prompt: string };

/** One answer, and a second try where the first was not what was asked for. */
async function ask(ctx: Ctx, engine: Engine, question: Question): Promise<Extraction> {
  try {
    return await attempt(ctx, engine, question, 1);
  } catch (error) {
    if (!isMisshapen(error)) throw error;
    return attempt(ctx, engine, question, 2);
  }
}

function isMisshapen(error: unknown): boolean {
  return error instanceof Error && error.name.startsWith("AI_NoObject");
}

async function attempt(
  ctx: Ctx,
  engine: Engine,
  { instructions, prompt }: Question,
  n: number,
): Promise<Extraction> {
  const model = openEngine(ctx, engine);
  const inputTokens = estimateTokens(instructions + prompt);
  const line = { runId: null, conversationId: null, memberId: actorMemberId(ctx), attempt: n, inputTokens };
  return metered(ctx, { ...line, purpose: "report", engine }, async () => {
    const result = await generateText({
      model,
      instructions,
      prompt,
      output: Output.object({ schema: Extraction, name: "report" }),
      maxOutputTokens: Math.min(MOST_OUTPUT, outputTokens(engine)),
      maxRetries: 0,
      timeout: PATIENCE_MS,
    });
    const rough = { inputTokens, outputTokens: estimateTokens(result.text) };
    return { answer: result.output, usage: reportedUsage(result.usage, rough) };
  });
}
