import { cursorId, pageById } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { AnchorDto, CitationDto } from "@/lib/messages/schema";
import type { Prisma } from "@/prisma/generated/client";
import type { HeardBy } from "./events";
import { lookAgain } from "./looking/queries";
import type { Origin } from "./origins/queries";
import { restorableTasks, visibleTasks } from "./policy";
import type { TaskDto, TaskFilter } from "./schema";

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
  filter: TaskFilter;
  assigneeId?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Tasks that the actor may read, newest first. */
export async function listTasks(tx: TxCtx, { filter, assigneeId, cursor, limit }: ListOptions) {
  const before = cursorId(cursor);
  const rows = await tx.db.task.findMany({
    where: {
      AND: [
        visibleTasks(tx),
        { doneAt: filter === "open" ? null : { not: null } },
        assigneeId ? { assigneeId } : {},
        before ? { id: { lt: before } } : {},
      ],
    },
    include: PARTS,
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const page = pageById(rows, limit, (row) => row);
  return { items: await described(tx, page.items), nextCursor: page.nextCursor };
}

/** How many open tasks the actor has. */
export async function countOpenTasks(tx: TxCtx): Promise<number> {
  const assigneeId = actorMemberId(tx);
  if (!assigneeId) return 0;
  return tx.db.task.count({ where: { AND: [visibleTasks(tx), { assigneeId, doneAt: null }] } });
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
