import { SECOND } from "@/lib/core/clock";
import { isAppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { type Ctx, read } from "@/lib/ctx";
import { catchUpIndex } from "@/lib/sources/commands";
import type { Meaning } from "@/lib/sources/vectors/schema";
import { TurnInProgress } from "../answering/commands";
import { OUR_FAULT, type Patience } from "../attempts/rules";
import { embedQuestion } from "../embedding/commands";
import { answerSoFar, type Claimed, claimRun, endRun, yieldRun } from "../lease/commands";
import { RunWriter } from "../log/commands";
import type { RunPart } from "../schema";
import { findTextOfQuestion, findTurnMaterial } from "./queries";

export type AdvanceOptions = {
  /** Every part at the moment it is made, before it is stored. */
  onPart?: (part: RunPart) => void;
  patience?: Partial<Patience>;
  /** The platform's time limit less what it takes to yield. */
  yieldAfterMs?: number;
};

/** ended: whatever the outcome. yielded: queued again. busy: somebody else has it, or it is over. lost: the lease went meanwhile. */
export type Advanced = "ended" | "yielded" | "busy" | "lost";

const YIELD_AFTER_MS = 240 * SECOND;

/**
 * Works on a queued run until its answer is over or the time is up, whoever calls: the asker's request, which streams the parts and may go
 * away, or a job. One worker at a time, under a lease. Acts as the assistant, so that an asker who leaves meanwhile leaves a whole
 * answer behind. Emits run.delta while it works, then message.updated and run.ended, or run.requested when it yields.
 * Exempt from audit: an answer is a message, and what it cost is in the ledger.
 */
export async function advanceRun(ctx: Ctx, runId: string, options: AdvanceOptions = {}): Promise<Advanced> {
  const claimed = await claimRun(ctx, runId);
  if (!claimed) return "busy";
  const actor = { kind: "assistant" as const, memberId: claimed.run.assistantId, name: "assistant" };
  const acting: Ctx = { ...ctx, actor };
  const writer = new RunWriter(acting, claimed, options.onPart);
  const timer = setTimeout(() => writer.end("late"), options.yieldAfterMs ?? YIELD_AFTER_MS);
  try {
    return await work(acting, claimed, writer, options);
  } catch (error) {
    const about = { run_id: runId, workspace_id: ctx.workspaceId };
    if (isAppError(error)) log.warn("run.failed", { ...about, reason: error.message });
    else log.error("run.failed", about, error);
    return await giveUp(acting, claimed, writer, options);
  } finally {
    clearTimeout(timer);
    await writer.close();
  }
}

async function work(
  ctx: Ctx,
  claimed: Claimed,
  writer: RunWriter,
  options: AdvanceOptions,
): Promise<Advanced> {
  writer.write({ type: "data-status", data: { state: "searching", engine: null, seconds: null } });
  await catchUpIndex(ctx);
  const meaning = await meaningOf(ctx, claimed);
  const { soFar, material } = await read(ctx, async (tx) => ({
    soFar: await answerSoFar(tx, claimed.run),
    material: await findTurnMaterial(tx, claimed.run, meaning),
  }));
  const turn = new TurnInProgress(ctx, claimed, writer, material, soFar);
  const outcome = await turn.answer(options.patience ?? {});
  await writer.close();
  if (writer.halt === "lost") return "lost";
  if (outcome.kind === "halted" && outcome.why === "late") {
    await writer.publish();
    return (await yieldRun(ctx, claimed)) ? "yielded" : "lost";
  }
  const end = await endRun(ctx, claimed, await turn.settle(outcome));
  if (!end) return "lost";
  options.onPart?.(end);
  await writer.publish([end]);
  if (outcome.kind === "done") await turn.nameChat();
  return "ended";
}

/** The question as a vector, where there is an embedder to make one. */
async function meaningOf(ctx: Ctx, { run, conversationId }: Claimed): Promise<Meaning | null> {
  if (!ctx.embeddings.embedder()) return null;
  const text = await read(ctx, (tx) => findTextOfQuestion(tx, run));
  return embedQuestion(ctx, { text, conversationId, memberId: run.askedById });
}

/** After a fault of our own. When even this cannot be written, the sweeper ends the run once its lease is over. */
async function giveUp(
  ctx: Ctx,
  claimed: Claimed,
  writer: RunWriter,
  options: AdvanceOptions,
): Promise<Advanced> {
  try {
    await writer.close();
    const answer = await read(ctx, (tx) => answerSoFar(tx, claimed.run));
    const { modelId } = claimed.run;
    const end = await endRun(ctx, claimed, {
      status: "failed",
      error: OUR_FAULT,
      answer,
      receipt: null,
      modelId,
    });
    if (!end) return "lost";
    options.onPart?.(end);
    await writer.publish([end]);
    return "ended";
  } catch (error) {
    log.error("run.left_to_the_sweeper", { run_id: claimed.runId }, error);
    return "lost";
  }
}
