import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue, enqueueAll } from "@/lib/outbox";
import { ensureAudience } from "@/lib/sources/audiences/commands";
import { findAudiences, findReader } from "@/lib/sources/audiences/queries";
import { shownTasksChanged, taskChanged } from "./events";
import { lookAgain } from "./looking/queries";
import { type Placed, placeOrigin } from "./origins/queries";
import { requireCanDeleteTask, requireCanMakeTasks, requireCanUpdateTask } from "./policy";
import {
  describeTask,
  getDeletedTask,
  getTask,
  heardByOf,
  listShownUnder,
  originOf,
  type TaskRow,
} from "./queries";
import type { CreateTask, TaskDto, UpdateTask } from "./schema";

/**
 * Makes a task; of a quote, once that was found where it is said to stand. It is read by whoever may read where it came from. Throws INVALID by
 * the field. Emits task.changed, and message.tasks_changed where it is shown under one. Exempt from audit: the task says who made it.
 */
export function createTask(ctx: Ctx, input: CreateTask): Promise<TaskDto> {
  return transaction(ctx, async (tx) => {
    requireCanMakeTasks(tx);
    const { title, assigneeId = null, dueOn = null } = input;
    const placed = input.source ? await placeOrigin(tx, input.source) : null;
    const audienceId = await audienceOf(tx, placed);
    if (assigneeId) await requireReader(tx, assigneeId, audienceId);
    const id = newId();
    const now = tx.clock.now();
    await tx.db.task.create({
      data: {
        workspaceId: tx.workspaceId,
        id,
        title,
        audienceId,
        assigneeId,
        waitsSince: assigneeId ? now : null,
        dueOn: dayOf(dueOn),
        ...(placed ? columnsOf(placed) : {}),
        createdById: actorMemberId(tx),
        createdAt: now,
        updatedAt: now,
      },
    });
    await announce(tx, await getTask(tx, id), "created");
    return describeTask(tx, id);
  });
}

/**
 * Another title, owner or day; done, or open again; or resting on what is said today where it came from. Throws INVALID. Emits task.changed and
 * message.tasks_changed. Exempt from audit: what is done says by whom.
 */
export function updateTask(ctx: Ctx, taskId: string, input: UpdateTask): Promise<TaskDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockTask(tx, taskId);
    requireCanUpdateTask(tx, row, input);
    const { title, assigneeId, dueOn, done, acceptsToday } = input;
    if (assigneeId) await requireReader(tx, assigneeId, row.audienceId);
    const now = tx.clock.now();
    await tx.db.task.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: taskId } },
      data: {
        ...(acceptsToday ? await today(tx, row) : {}),
        ...(title === undefined ? {} : { title }),
        ...(assigneeId === undefined ? {} : ownerOf(row, assigneeId, now)),
        ...(dueOn === undefined ? {} : { dueOn: dayOf(dueOn) }),
        ...(done === undefined ? {} : doneOf(tx, row, done)),
        updatedAt: now,
      },
    });
    await announce(tx, await getTask(tx, taskId), "updated", row.assigneeId);
    return describeTask(tx, taskId);
  });
}

/** Gone for all, until it is brought back. Emits task.changed and message.tasks_changed. Exempt from audit: it is brought back by who sees it. */
export function deleteTask(ctx: Ctx, taskId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lockTask(tx, taskId);
    requireCanDeleteTask(tx, row);
    await setDeleted(tx, taskId, tx.clock.now());
    await announce(tx, row, "deleted");
  });
}

/** Brings a deleted one back. Emits task.changed and message.tasks_changed. Exempt from audit: see deleteTask. */
export function restoreTask(ctx: Ctx, taskId: string): Promise<TaskDto> {
  return transaction(ctx, async (tx) => {
    const row = await getDeletedTask(tx, taskId);
    requireCanDeleteTask(tx, row);
    await setDeleted(tx, taskId, null);
    await announce(tx, row, "restored");
    return describeTask(tx, taskId);
  });
}

export async function lockTask(tx: TxCtx, taskId: string): Promise<TaskRow> {
  await tx.db.$queryRaw`
    select 1 from "Task" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${taskId}::uuid for update`;
  return getTask(tx, taskId);
}

async function setDeleted(tx: TxCtx, id: string, deletedAt: Date | null): Promise<void> {
  await tx.db.task.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    data: { deletedAt, updatedAt: tx.clock.now() },
  });
}

function audienceOf(tx: TxCtx, placed: Placed | null): Promise<string> | string {
  if (placed === null) return ensureAudience(tx, { kind: "workspace" });
  const { readers } = placed;
  if ("audienceId" in readers) return readers.audienceId;
  return ensureAudience(tx, { kind: "conversation", conversationId: readers.conversationId });
}

/** Nobody is given what they may not read. */
async function requireReader(tx: TxCtx, memberId: string, audienceId: string): Promise<void> {
  const member = await tx.db.member.count({
    where: { workspaceId: tx.workspaceId, id: memberId, status: "active", kind: "person" },
  });
  if (member === 0) throw invalid("assigneeId", "There is no such member.");
  const audiences = await findAudiences(tx, await findReader(tx, memberId));
  if (!audiences.includes(audienceId))
    throw invalid("assigneeId", "They may not read where this task comes from.");
}

/** It rests on what is said today: a title that was the quote itself says it too. */
async function today(tx: TxCtx, row: TaskRow) {
  const origin = originOf(row);
  const look = origin && (await lookAgain(tx, [origin])).get(origin);
  if (!origin || look?.state !== "changed" || look.today === null)
    throw invalid("acceptsToday", "There is nothing else said there today.");
  const isQuote = row.title === origin.quote;
  return {
    quote: look.today,
    changedAt: null,
    toldOf: null,
    ...(isQuote ? { title: look.today.slice(0, LONGEST_TITLE) } : {}),
  };
}

const LONGEST_TITLE = 500;

/** Done twice stays done by the first. Whoever says that it is done has seen what became of its source. */
function doneOf(tx: TxCtx, row: TaskRow, done: boolean) {
  if (!done) return { doneAt: null, doneById: null };
  return { changedAt: null, ...(row.doneAt ? {} : { doneAt: tx.clock.now(), doneById: actorMemberId(tx) }) };
}

/** It waits for whom it is given to from now on. */
function ownerOf(row: TaskRow, assigneeId: string | null, now: Date) {
  if (assigneeId === row.assigneeId) return {};
  return { assigneeId, waitsSince: assigneeId ? now : null };
}

function dayOf(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

function columnsOf({ origin, answerId }: Placed) {
  const { sourceType, sourceId, version, anchor, title, quote } = origin;
  const messageId = anchor.kind === "message" ? anchor.messageId : null;
  return {
    sourceType,
    sourceId,
    sourceVersion: version,
    anchor,
    sourceTitle: title,
    quote,
    messageId,
    answerId: answerId === messageId ? null : answerId,
  };
}

type Change = Parameters<typeof taskChanged>[0]["change"];

/** To who reads it, and where it is shown. Also to whom it was taken from: their count is another one now. */
export async function announce(
  tx: TxCtx,
  row: TaskRow,
  change: Change,
  before: string | null = row.assigneeId,
): Promise<void> {
  const event = { taskId: row.id, change };
  await enqueueAll(tx, (await listShownUnder(tx, row)).map(shownTasksChanged));
  await enqueue(tx, taskChanged({ ...event, assigneeId: row.assigneeId, heardBy: heardByOf(row) }));
  if (before === null || before === row.assigneeId) return;
  const nobodyElse = { workspaceId: null, conversationId: null, memberIds: [] };
  await enqueue(tx, taskChanged({ ...event, assigneeId: before, heardBy: nobodyElse }));
}
