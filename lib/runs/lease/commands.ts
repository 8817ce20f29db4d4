import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { finishAnswer } from "@/lib/messages/answers/commands";
import { findMessageDtos } from "@/lib/messages/queries";
import { enqueue } from "@/lib/outbox";
import type { Run } from "@/prisma/generated/client";
import { runEnded, runRequested } from "../events";
import { settleOpenEntries } from "../ledger/commands";
import { sumOfRun } from "../ledger/queries";
import { appendParts, LEASE_MS, type Leased } from "../log/commands";
import { foldLog } from "../log/queries";
import { estimateTokens } from "../prompt/rules";
import { toRunDto } from "../queries";
import type { Answer } from "../rules";
import type { EndedStatus, ReceiptDto, RunPart } from "../schema";

export type Claimed = Leased & { run: Run };

/** Takes the lease of a queued run. null: somebody has it, it is over, or there is none. Emits: none. */
export function claimRun(ctx: Ctx, runId: string): Promise<Claimed | null> {
  return transaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const leaseId = newId(now.getTime());
    const { count } = await tx.db.run.updateMany({
      where: { workspaceId: tx.workspaceId, id: runId, status: "queued" },
      data: { status: "running", leaseId, leaseUntil: new Date(now.getTime() + LEASE_MS) },
    });
    if (count === 0) return null;
    await tx.db.run.updateMany({
      where: { workspaceId: tx.workspaceId, id: runId, startedAt: null },
      data: { startedAt: now },
    });
    const run = await getRow(tx, runId);
    return {
      run,
      runId,
      leaseId,
      conversationId: run.conversationId,
      messageId: run.messageId,
      eventSeq: run.eventSeq,
    };
  });
}

export type Settlement = {
  status: EndedStatus;
  error: string | null;
  answer: Answer;
  /** Without the sums, which are the ledger's. */
  receipt: Omit<ReceiptDto, "inputTokens" | "outputTokens" | "costMicros"> | null;
  /** Who answered, when it was not the model that was asked. */
  modelId: string | null;
};

/**
 * Ends a run under its lease: the text goes into the message, the end into the log, the sums into both. Returns the last part, or null when
 * the lease was lost and nothing was changed. Emits message.updated and run.ended.
 */
export async function endRun(ctx: Ctx, leased: Leased, settlement: Settlement): Promise<RunPart | null> {
  const end = endOf(settlement);
  try {
    await transaction(ctx, async (tx) => {
      await lockPlace(tx, leased.conversationId);
      if (!(await appendParts(tx, leased, [end]))) throw new LeaseLost();
      await finish(tx, leased.runId, settlement);
    });
    return end;
  } catch (error) {
    if (error instanceof LeaseLost) return null;
    throw error;
  }
}

/**
 * Ends a run that nobody works on: it was stopped while it waited, or its worker died. What its log holds becomes the message, and what the
 * dead worker had sent is billed, once. false: somebody works on it after all. Emits message.updated and run.ended.
 */
export function endIdleRun(
  ctx: Ctx | TxCtx,
  runId: string,
  status: EndedStatus,
  error: string | null,
): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const { conversationId } = await getRow(tx, runId);
    await lockPlace(tx, conversationId);
    const now = tx.clock.now();
    const { count } = await tx.db.run.updateMany({
      where: {
        workspaceId: tx.workspaceId,
        id: runId,
        OR: [{ status: "queued" }, { status: "running", leaseUntil: { lt: now } }],
      },
      data: { leaseId: null, leaseUntil: null, eventSeq: { increment: 1 } },
    });
    if (count === 0) return false;
    const run = await getRow(tx, runId);
    const answer = await answerSoFar(tx, run);
    const settlement = { status, error, answer, receipt: null, modelId: run.modelId };
    await settleOpenEntries(tx, runId, estimateTokens(answer.text));
    await tx.db.runEvent.create({
      data: {
        workspaceId: tx.workspaceId,
        runId,
        seq: run.eventSeq,
        parts: [endOf(settlement)],
        createdAt: now,
      },
    });
    await finish(tx, runId, settlement);
    return true;
  });
}

/** Puts a run back into the queue because the platform's time is up; whoever takes it next goes on where its log ends. Emits run.requested. */
export function yieldRun(ctx: Ctx, { runId, leaseId, conversationId }: Leased): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.run.updateMany({
      where: { workspaceId: tx.workspaceId, id: runId, leaseId, status: "running" },
      data: { status: "queued", leaseId: null, leaseUntil: null },
    });
    if (count === 1) await enqueue(tx, runRequested({ conversationId, runId }));
    return count === 1;
  });
}

/** The answer as far as it came: from the log, or from the message once the log was erased. */
export async function answerSoFar(tx: TxCtx, run: Run): Promise<Answer> {
  const logged = await foldLog(tx, run.id);
  if (logged.text !== "" || logged.citations.length > 0) return { ...logged, activity: null, end: null };
  const message = (await findMessageDtos(tx, [run.messageId])).get(run.messageId);
  return { text: message?.body ?? "", citations: message?.citations ?? [], activity: null, end: null };
}

class LeaseLost extends Error {}

/** The conversation's row comes first in the order of locks, whoever may see it and whether or not it was deleted meanwhile. */
export async function lockPlace(tx: TxCtx, conversationId: string): Promise<void> {
  await tx.db.$queryRaw`
    select 1 from "Conversation"
    where "workspaceId" = ${tx.workspaceId}::uuid and id = ${conversationId}::uuid for update`;
}

function endOf({ status, error }: Settlement): Extract<RunPart, { type: "data-end" }> {
  return { type: "data-end", data: { status, error } };
}

async function finish(tx: TxCtx, runId: string, settlement: Settlement): Promise<void> {
  const { status, error, answer, receipt, modelId } = settlement;
  const { inputTokens, outputTokens, costMicros } = await sumOfRun(tx, runId);
  const spent = { inputTokens, outputTokens, costMicros };
  const run = await tx.db.run.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: runId } },
    data: {
      ...spent,
      status,
      error,
      modelId,
      leaseId: null,
      leaseUntil: null,
      endedAt: tx.clock.now(),
      ...(receipt ? { receipt: { ...receipt, ...spent } } : {}),
    },
  });
  const { conversationId, messageId } = run;
  const place = { workspaceId: tx.workspaceId, id: conversationId, deletedAt: null };
  if ((await tx.db.conversation.count({ where: place })) === 0) return;
  await finishAnswer(tx, {
    messageId,
    body: answer.text,
    status: status === "complete" ? "complete" : "interrupted",
    citations: answer.citations,
    tokens: inputTokens + outputTokens,
    costMicros,
  });
  await enqueue(tx, runEnded({ conversationId, runId, messageId, run: toRunDto(run) }));
}

async function getRow(tx: TxCtx, runId: string): Promise<Run> {
  const run = await tx.db.run.findFirst({ where: { workspaceId: tx.workspaceId, id: runId } });
  if (!run) throw notFound("run");
  return run;
}
