import { type Ctx, read, transaction } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";
import { announce, lockTask } from "../commands";
import { isReminderDue, wallTime } from "./rules";

/**
 * Puts open tasks before their owners again in the morning of the day on which they are due, by the clocks of the workspace: they wait since now.
 * That they do says that it was done: another run finds none of them, and one whose day moves is found on that day. Emits task.changed and
 * message.tasks_changed. Exempt from audit: nothing of the task changes. Returns how many.
 */
export async function remindOwners(ctx: Ctx): Promise<number> {
  const { due, timeZone } = await read(ctx, async (tx) => {
    const { timeZone } = await tx.db.workspace.findUniqueOrThrow({
      where: { id: tx.workspaceId },
      select: { timeZone: true },
    });
    const due = await tx.db.task.findMany({
      where: dueOn(tx.workspaceId, wallTime(tx.clock.now(), timeZone).day),
      select: { id: true, waitsSince: true },
      orderBy: { id: "asc" },
    });
    return { due, timeZone };
  });
  const isLeft = (since: Date | null) => since !== null && isReminderDue(since, ctx.clock.now(), timeZone);
  let reminded = 0;
  for (const { id, waitsSince } of due)
    if (isLeft(waitsSince) && (await remindOwner(ctx, id, timeZone))) reminded++;
  return reminded;
}

/** False where it was done, given to somebody else, put off or deleted meanwhile. */
function remindOwner(ctx: Ctx, id: string, timeZone: string): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    const now = tx.clock.now();
    const where = { AND: [dueOn(tx.workspaceId, wallTime(now, timeZone).day), { id }] };
    const found = await tx.db.task.findFirst({ where, select: { id: true } });
    if (!found) return false;
    const row = await lockTask(tx, id);
    if (!row.waitsSince || !isReminderDue(row.waitsSince, now, timeZone)) return false;
    const { count } = await tx.db.task.updateMany({ where, data: { waitsSince: now } });
    if (count > 0) await announce(tx, row, "updated");
    return count > 0;
  });
}

/** Open tasks of people who are there, due on a day like 2026-05-31. */
function dueOn(workspaceId: string, day: string): Prisma.TaskWhereInput {
  return {
    workspaceId,
    deletedAt: null,
    doneAt: null,
    dueOn: new Date(`${day}T00:00:00Z`),
    waitsSince: { not: null },
    assignee: { is: { status: "active" } },
  };
}
