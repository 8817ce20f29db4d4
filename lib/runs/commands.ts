import { createHash } from "node:crypto";
import { getAssistant } from "@/lib/assistants/queries";
import { requireCanPost } from "@/lib/conversations/policy";
import { lockConversation, type Viewed } from "@/lib/conversations/queries";
import { HOUR, MINUTE } from "@/lib/core/clock";
import { AppError, forbidden, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { finishAnswer, startAnswer } from "@/lib/messages/answers/commands";
import { findEngines } from "@/lib/models/queries";
import { enqueue, enqueueAll } from "@/lib/outbox";
import type { Message, Run } from "@/prisma/generated/client";
import { requireBudget } from "./budget/queries";
import { runRequested, runStarted } from "./events";
import { answerSoFar, endIdleRun, lockPlace } from "./lease/commands";
import { settleForgotten } from "./ledger/commands";
import { findNewestQuestion, findQuestion, getRun, readableRun, toRunDto } from "./queries";
import { canContinue, canStop, snapshotOf } from "./rules";
import type { RunDto, Scope, StartRun } from "./schema";
import { findScope, requireScope } from "./scopes/queries";

type Start = StartRun & {
  conversationId: string;
  /** Left out: the conversation's own assistant, or the workspace's. */
  assistantId?: string;
  /** What makes a repeated start the same run: an idempotency key, or the job's event. */
  key?: string;
};

export type Started = { run: RunDto; created: boolean };

/**
 * Begins an answer: its message takes its number now, and the run waits for `advanceRun`. Repeated with the same key, or while an answer to
 * the same question is under way, it returns that one. Throws INVALID when there is no such question or model, FORBIDDEN for who
 * may not write here, QUOTA in an AI chat whose model the month's budget does not hold. Emits message.created and run.started.
 */
export function startRun(ctx: Ctx | TxCtx, input: Start): Promise<Started> {
  return transaction(ctx, async (tx) => {
    const viewed = await lockConversation(tx, input.conversationId);
    requireCanPost(viewed.viewer, viewed.conversation);
    const question = await getQuestion(tx, input);
    const runId = input.key ? idOf(tx, input.conversationId, input.key) : newId(tx.clock.now().getTime());
    const same = await findSame(tx, runId, question.id);
    if (same) return { run: toRunDto(same), created: false };
    const run = await insertRun(tx, viewed, {
      ...input,
      runId,
      question,
      isChat: viewed.conversation.kind === "chat",
    });
    const { conversationId, messageId } = run;
    await enqueue(tx, runStarted({ conversationId, runId, messageId, run: toRunDto(run) }));
    return { run: toRunDto(run), created: true };
  });
}

/**
 * Asks a run to stop. Its worker, in whatever process, hears it within half a second and ends the provider's call; a run that waits ends at
 * once. What is there stays. Stopping what is over changes nothing. Emits message.updated and run.ended when it ends.
 */
export async function stopRun(ctx: Ctx, runId: string): Promise<RunDto> {
  await transaction(ctx, async (tx) => {
    const { run, viewed } = await getRun(tx, runId);
    if (!canStop(viewed.viewer, run))
      throw forbidden("Only who takes part in this conversation may stop an answer in it.");
    await lockPlace(tx, run.conversationId); // as whoever ends it does
    await tx.db.run.updateMany({
      where: {
        workspaceId: tx.workspaceId,
        id: runId,
        status: { in: ["queued", "running"] },
        stopRequestedAt: null,
      },
      data: { stopRequestedAt: tx.clock.now(), stoppedById: actorMemberId(tx) },
    });
    await endIdleRun(tx, runId, "stopped", null); // if nobody works on it
  });
  return read(ctx, async (tx) => readableRun(tx, (await getRun(tx, runId)).run));
}

/**
 * Lets an answer that was stopped or broke off go on, as a job. Throws CONFLICT when it is whole or under way. Emits message.updated,
 * run.started and run.requested.
 */
export function continueRun(ctx: Ctx, runId: string): Promise<RunDto> {
  return transaction(ctx, async (tx) => {
    const { run, viewed } = await getRun(tx, runId);
    requireCanPost(viewed.viewer, viewed.conversation);
    await lockConversation(tx, run.conversationId);
    if (!canContinue({ status: toRunDto(run).status }))
      throw new AppError("CONFLICT", "This answer is whole, or still being written.");
    const { count } = await tx.db.run.updateMany({
      where: { workspaceId: tx.workspaceId, id: runId, status: run.status },
      data: {
        status: "queued",
        stopRequestedAt: null,
        stoppedById: null,
        endedAt: null,
        error: null,
        createdAt: tx.clock.now(),
      },
    });
    if (count === 0) throw new AppError("CONFLICT", "This answer is being continued already.");
    await reopen(tx, run);
    const dto = await readableRun(tx, (await getRun(tx, runId)).run);
    const { conversationId, messageId } = run;
    await enqueueAll(tx, [
      runStarted({ conversationId, runId, messageId, run: dto }),
      runRequested({ conversationId, runId }),
    ]);
    return dto;
  });
}

const GIVE_UP_AFTER_MS = 15 * MINUTE;
const ASK_AGAIN_AFTER_MS = MINUTE;
const DIED = "The answer broke off.";
const NEVER_BEGAN = "Nobody began to answer.";

/**
 * Ends the runs whose workers died, asks again for those that nobody took, settles what was asked outside of runs, and erases logs that are an
 * hour over. Returns how many runs it
 * ended. Safe to run twice at once. Emits what endIdleRun does, and run.requested.
 */
export async function sweepRuns(ctx: Ctx): Promise<number> {
  const now = ctx.clock.now();
  const before = (ms: number) => new Date(now.getTime() - ms);
  const waiting = await read(ctx, (tx) =>
    tx.db.run.findMany({
      where: {
        workspaceId: tx.workspaceId,
        OR: [
          { status: "running", leaseUntil: { lt: now } },
          { status: "queued", createdAt: { lt: before(ASK_AGAIN_AFTER_MS) } },
        ],
      },
      take: 100,
    }),
  );
  const dead = waiting.filter(
    ({ status, createdAt }) => status === "running" || createdAt < before(GIVE_UP_AFTER_MS),
  );
  let ended = 0;
  for (const { id, status } of dead) {
    if (await endIdleRun(ctx, id, "interrupted", status === "running" ? DIED : NEVER_BEGAN)) ended += 1;
  }
  const untaken = waiting.filter((run) => !dead.includes(run));
  await transaction(ctx, (tx) =>
    enqueueAll(
      tx,
      untaken.map(({ id, conversationId }) => runRequested({ conversationId, runId: id })),
    ),
  );
  await settleForgotten(ctx);
  await eraseLogs(ctx, before(HOUR));
  return ended;
}

/** The text is in the message: the steps by which it came are of no use any more. */
function eraseLogs(ctx: Ctx, endedBefore: Date): Promise<unknown> {
  return transaction(ctx, (tx) =>
    tx.db.runEvent.deleteMany({
      where: {
        workspaceId: tx.workspaceId,
        createdAt: { lt: endedBefore },
        run: { endedAt: { lt: endedBefore } },
      },
    }),
  );
}

async function getQuestion(tx: TxCtx, { conversationId, messageId }: Start): Promise<Message> {
  const question = messageId
    ? await findQuestion(tx, conversationId, messageId)
    : await findNewestQuestion(tx, conversationId);
  if (!question) throw invalid("messageId", "There is no such question in this conversation.");
  return question;
}

/** The run of this key, or one that answers the same question right now. */
function findSame(tx: TxCtx, runId: string, questionId: string): Promise<Run | null> {
  return tx.db.run.findFirst({
    where: {
      workspaceId: tx.workspaceId,
      OR: [{ id: runId }, { questionId, status: { in: ["queued", "running"] } }],
    },
  });
}

type NewRun = Start & { runId: string; question: Message; isChat: boolean };

async function insertRun(tx: TxCtx, { conversation }: Viewed, input: NewRun): Promise<Run> {
  const { runId, question, model } = input;
  const assistant = await getAssistant(tx, input.assistantId ?? conversation.assistantId);
  const [engine] = await findEngines(tx, {
    requested: model ?? null,
    conversationModelId: conversation.modelId,
  });
  // In front of others Quotes only answers instead; who asks alone is told, and may choose it.
  if (conversation.kind === "chat") await requireBudget(tx, engine);
  const message = await startAnswer(tx, {
    conversationId: conversation.id,
    assistantId: assistant.id,
    runId,
    parentId: question.parentId,
  });
  const scope = await scopeFor(tx, input);
  return tx.db.run.create({
    data: {
      ...(scope ? { scope } : {}),
      workspaceId: tx.workspaceId,
      id: runId,
      conversationId: conversation.id,
      messageId: message.id,
      questionId: question.id,
      assistantId: assistant.id,
      askedById: actorMemberId(tx),
      modelId: engine.id,
      createdAt: tx.clock.now(),
    },
  });
}

/** What was chosen, or in a chat what the question before was limited to. In front of others each question stands alone. */
async function scopeFor(tx: TxCtx, { scope, conversationId, isChat }: NewRun): Promise<Scope | null> {
  if (scope) await requireScope(tx, scope);
  return scope ?? (isChat ? findScope(tx, conversationId) : null);
}

/** The answer's message streams again. A log that was erased begins anew with what is there already. */
async function reopen(tx: TxCtx, run: Run): Promise<void> {
  const { text, citations } = await answerSoFar(tx, run);
  const message = { messageId: run.messageId, body: text, citations, tokens: null, costMicros: null };
  await finishAnswer(tx, { ...message, status: "streaming" });
  const isErased =
    (await tx.db.runEvent.count({ where: { workspaceId: tx.workspaceId, runId: run.id } })) === 0;
  if (!isErased || text === "") return;
  const parts = snapshotOf({ text, citations });
  const { eventSeq } = await tx.db.run.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: run.id } },
    data: { eventSeq: { increment: parts.length } },
  });
  await tx.db.runEvent.create({
    data: { workspaceId: tx.workspaceId, runId: run.id, seq: eventSeq, parts, createdAt: tx.clock.now() },
  });
}

/** The same key of the same person in the same conversation is the same run: a UUID made of their digest. */
function idOf(tx: TxCtx, conversationId: string, key: string): string {
  const digest = createHash("sha256")
    .update(JSON.stringify([conversationId, actorMemberId(tx), key]))
    .digest("hex");
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
