import { forbidden } from "@/lib/core/errors";
import { actorMemberId, type Ctx } from "@/lib/ctx";
import { visibleAudiences } from "@/lib/sources/audiences/policy";
import type { Prisma } from "@/prisma/generated/client";
import { canDeleteTask, canMakeTasks } from "./rules";

/** The tasks that the actor may read: those of what they may read. Shared by lists and single look-ups. */
export function visibleTasks(ctx: Ctx): Prisma.TaskWhereInput {
  return { workspaceId: ctx.workspaceId, deletedAt: null, audience: visibleAudiences(ctx) };
}

/** Those that were deleted and can be brought back. */
export function restorableTasks(ctx: Ctx): Prisma.TaskWhereInput {
  return { ...visibleTasks(ctx), deletedAt: { not: null } };
}

export function requireCanMakeTasks(ctx: Ctx): void {
  const { actor } = ctx;
  if (actor.kind === "visitor" || ("role" in actor && !canMakeTasks(actor)))
    throw forbidden("Guests make no tasks.");
}

/** Another title, owner or day is for who makes tasks; what one has to do oneself, everybody may call done. */
export function requireCanUpdateTask(
  ctx: Ctx,
  task: { assigneeId: string | null },
  input: Record<string, unknown>,
): void {
  const isOwn = task.assigneeId !== null && task.assigneeId === actorMemberId(ctx);
  if (!isOwn || Object.keys(input).some((key) => key !== "done")) requireCanMakeTasks(ctx);
}

export function requireCanDeleteTask(ctx: Ctx, task: { createdById: string | null }): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  const role = "role" in actor ? actor.role : ("guest" as const);
  if (!canDeleteTask({ memberId: actorMemberId(ctx) ?? "", role }, task))
    throw forbidden("Only whoever made this task, or an admin, may delete it.");
}
