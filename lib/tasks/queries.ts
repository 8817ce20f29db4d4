import { cursorPlace, type Place, placeCursor } from "@/lib/core/cursor";
import { invalid, notFound } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { AnchorDto, CitationDto } from "@/lib/messages/schema";
import type { Prisma } from "@/prisma/generated/client";
import type { HeardBy } from "./events";
import { lookAgain } from "./looking/queries";
import type { Origin } from "./origins/queries";
import { restorableTasks, visibleTasks } from "./policy";
import type { TaskCounts, TaskDto, TaskFilter } from "./schema";

const NAMED = { select: { id: true, name: true } } as const;
/** What a task's row comes with, wherever it becomes a DTO. */
const PARTS = {
  audience: true,
  assignee: NAMED,
  createdBy: NAMED,
  doneBy: NAMED,
} satisfies Prisma.TaskInclude;

export type TaskRow = Prisma.TaskGetPayload<{ include: typeof PARTS }>;

/** The task, or NOT_FOUND: also when it exists and the actor may not read it. */
export function getTask(tx: TxCtx, taskId: string): Promise<TaskRow> {
  return found(tx, { AND: [visibleTasks(tx), { id: taskId }] });
}

/** One that was deleted and can be brought back, or NOT_FOUND. */
export function getDeletedTask(tx: TxCtx, taskId: string): Promise<TaskRow> {
  return found(tx, { AND: [restorableTasks(tx), { id: taskId }] });
}

async function found(tx: TxCtx, where: Prisma.TaskWhereInput): Promise<TaskRow> {
  const row = await tx.db.task.findFirst({ where, include: PARTS });
  if (!row) throw notFound("task");
  return row;
}

/** The same as it is shown, with what is said today where it came from. */
export async function describeTask(tx: TxCtx, taskId: string): Promise<TaskDto> {
  const [task] = await described(tx, [await getTask(tx, taskId)]);
  if (!task) throw notFound("task");
  return task;
}

type ListOptions = {
  filter: TaskFilter | "all";
  assigneeId?: string | undefined;
  /** Only what is shown under these messages. */
  messageIds?: string[] | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Tasks that the actor may read: open ones by their day, then the newest; done ones, the latest first; all, the newest first. */
export async function listTasks(tx: TxCtx, options: ListOptions) {
  const { filter, assigneeId, messageIds, cursor, limit } = options;
  const rows = await tx.db.task.findMany({
    where: {
      AND: [
        visibleTasks(tx),
        filter === "all" ? {} : { doneAt: filter === "open" ? null : { not: null } },
        assigneeId ? { assigneeId } : {},
        messageIds ? { OR: [{ messageId: { in: messageIds } }, { answerId: { in: messageIds } }] } : {},
        goesOnAfter(filter, cursorPlace(cursor)),
      ],
    },
    include: PARTS,
    orderBy: ORDERS[filter],
    take: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = last && rows.length > limit ? placeCursor(placeIn(filter, last)) : null;
  return { items: await described(tx, page), nextCursor };
}

/** All that were made of a recording and that the actor may read, the first one first. */
export async function listTasksOfRecording(tx: TxCtx, recordingId: string): Promise<TaskDto[]> {
  const rows = await tx.db.task.findMany({
    where: { AND: [visibleTasks(tx), { sourceType: "recording", sourceId: recordingId }] },
    include: PARTS,
    orderBy: { id: "asc" },
  });
  return described(tx, rows);
}

const ORDERS = {
  open: [{ dueOn: { sort: "asc", nulls: "last" } }, { id: "desc" }],
  done: [{ doneAt: "desc" }, { id: "desc" }],
  all: [{ id: "desc" }],
} satisfies Record<ListOptions["filter"], Prisma.TaskOrderByWithRelationInput[]>;

function placeIn(filter: ListOptions["filter"], { id, dueOn, doneAt }: TaskRow): Place {
  if (filter === "open") return { id, at: dueOn?.toISOString().slice(0, 10) ?? "" };
  return { id, at: filter === "done" ? (doneAt?.toISOString() ?? "") : "" };
}

function goesOnAfter(filter: ListOptions["filter"], place: Place | null): Prisma.TaskWhereInput {
  if (place === null) return {};
  const { at, id } = place;
  const older = { id: { lt: id } };
  if (filter === "all") return older;
  if (filter === "open" && at === "") return { dueOn: null, ...older };
  if (at === "") throw invalid("cursor", "This cursor is not one of ours.");
  const day = new Date(at);
  return filter === "open"
    ? { OR: [{ dueOn: { gt: day } }, { dueOn: day, ...older }, { dueOn: null }] }
    : { OR: [{ doneAt: { lt: day } }, { doneAt: day, ...older }] };
}

/** Not done, or its source was corrected since it was, and its owner has not looked. */
const WAITS = { OR: [{ doneAt: null }, { changedAt: { not: null } }] } satisfies Prisma.TaskWhereInput;

type WaitingOptions = { filter: "open" | "all"; before: Place | null; limit: number };
export type WaitingTask = { id: string; since: string; isOpen: boolean; task: TaskDto };

/**
 * The actor's own tasks as they wait in the inbox, the latest first: open ones, and done ones whose source was corrected since and that they have not
 * looked at; `all`: also the rest. `since` is an instant.
 */
export async function listWaitingTasks(tx: TxCtx, options: WaitingOptions): Promise<WaitingTask[]> {
  const { filter, before, limit } = options;
  const assigneeId = actorMemberId(tx);
  if (!assigneeId) return [];
  const at = before && new Date(before.at);
  const rows = await tx.db.task.findMany({
    where: {
      AND: [
        visibleTasks(tx),
        { assigneeId, waitsSince: { not: null } },
        filter === "open" ? WAITS : {},
        before && at ? { OR: [{ waitsSince: { lt: at } }, { waitsSince: at, id: { lt: before.id } }] } : {},
      ],
    },
    include: PARTS,
    orderBy: [{ waitsSince: "desc" }, { id: "desc" }],
    take: limit,
  });
  const tasks = await described(tx, rows);
  return rows.flatMap((row, at) => {
    const task = tasks[at];
    const isOpen = row.doneAt === null || row.changedAt !== null;
    return task ? [{ id: row.id, since: (row.waitsSince ?? row.createdAt).toISOString(), isOpen, task }] : [];
  });
}

/** How many of them wait. */
export async function countWaitingTasks(tx: TxCtx): Promise<number> {
  const assigneeId = actorMemberId(tx);
  if (!assigneeId) return 0;
  return tx.db.task.count({
    where: { AND: [visibleTasks(tx), { assigneeId, waitsSince: { not: null } }, WAITS] },
  });
}

/** One's own task, or null: what is not the actor's to do is not theirs to find here. */
export async function findOwnTask(tx: TxCtx, id: string): Promise<{ id: string } | null> {
  const assigneeId = actorMemberId(tx);
  if (!assigneeId) return null;
  return tx.db.task.findFirst({
    where: { AND: [visibleTasks(tx), { id, assigneeId }] },
    select: { id: true },
  });
}

type Counts = { mine: TaskCounts; everybodys: TaskCounts };

/** How many tasks the actor may read, and how many of them are theirs to do. */
export async function countTasks(tx: TxCtx): Promise<Counts> {
  const mine = { assigneeId: actorMemberId(tx) ?? "" };
  const count = (...where: Prisma.TaskWhereInput[]) =>
    tx.db.task.count({ where: { AND: [visibleTasks(tx), ...where] } });
  const [open, done] = [{ doneAt: null }, { doneAt: { not: null } }];
  return {
    everybodys: { open: await count(open), done: await count(done) },
    mine: mine.assigneeId
      ? { open: await count(open, mine), done: await count(done, mine) }
      : { open: 0, done: 0 },
  };
}

/** The conversations of the messages under which a task is shown. */
export async function listShownUnder(
  tx: TxCtx,
  { messageId, answerId }: TaskRow,
): Promise<{ conversationId: string; messageId: string }[]> {
  const ids = [messageId, answerId].filter((id) => id !== null);
  if (ids.length === 0) return [];
  const rows = await tx.db.message.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: ids } },
    select: { id: true, conversationId: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id, conversationId }) => ({ conversationId, messageId: id }));
}

/** Exactly those who may read it. */
export function heardByOf({ workspaceId, audience }: TaskRow): HeardBy {
  const { kind, conversationId, memberIds } = audience;
  if (kind === "workspace") return { workspaceId, conversationId: null, memberIds: [] };
  if (kind === "conversation") return { workspaceId: null, conversationId, memberIds: [] };
  return { workspaceId: null, conversationId: null, memberIds };
}

async function described(tx: TxCtx, rows: TaskRow[]): Promise<TaskDto[]> {
  const origins = new Map(rows.map((row) => [row.id, originOf(row)]));
  const looks = await lookAgain(
    tx,
    [...origins.values()].flatMap((origin) => origin ?? []),
  );
  return rows.map((row) => {
    const origin = origins.get(row.id) ?? null;
    const look = origin && looks.get(origin);
    const isGone = origin !== null && (look === undefined || look === null || look.state === "gone");
    return {
      id: row.id,
      title: row.title,
      assignee: whoOf(row.assignee),
      dueOn: row.dueOn?.toISOString().slice(0, 10) ?? null,
      done: row.doneAt && { at: row.doneAt.toISOString(), by: row.doneBy?.name ?? null },
      source:
        origin && look && look.state !== "gone"
          ? { ...origin, state: look.state, today: look.state === "changed" ? look.today : null }
          : null,
      isSourceGone: isGone,
      underIds: [row.messageId, row.answerId].filter((id) => id !== null),
      createdBy: whoOf(row.createdBy),
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
  });
}

function whoOf(member: { id: string; name: string } | null): TaskDto["assignee"] {
  return member && { memberId: member.id, name: member.name };
}

/** What was quoted when the task was made. */
export function originOf(row: TaskRow): Origin | null {
  const { sourceType, sourceId, sourceVersion, anchor, sourceTitle, quote } = row;
  if (sourceType === null || sourceId === null || quote === null) return null;
  return {
    sourceType: CitationDto.shape.sourceType.parse(sourceType),
    sourceId,
    version: sourceVersion ?? 1,
    anchor: AnchorDto.parse(anchor),
    title: sourceTitle ?? "",
    quote,
  };
}
