import { forbidden } from "@/lib/core/errors";
import type { Ctx } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";
import { canManageTemplates } from "./rules";

/** The templates that the actor may use: members all, guests none, for they bring no recordings. */
export function visibleTemplates(ctx: Ctx): Prisma.ReportTemplateWhereInput {
  return { ...knownTemplates(ctx), deletedAt: null };
}

/** The same, and those that were deleted and can still be brought back. */
export function knownTemplates({ actor, workspaceId }: Ctx): Prisma.ReportTemplateWhereInput {
  const isOutsider = actor.kind === "visitor" || ("role" in actor && actor.role === "guest");
  return { workspaceId, ...(isOutsider ? { id: { in: [] } } : {}) };
}

export function requireCanManageTemplates({ actor }: Ctx): void {
  if (actor.kind === "system" || ("role" in actor && canManageTemplates(actor))) return;
  throw forbidden("Only admins change templates.");
}
