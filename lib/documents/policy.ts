import { forbidden } from "@/lib/core/errors";
import { actorMemberId, type Ctx } from "@/lib/ctx";
import { visibleAudiences } from "@/lib/sources/audiences/policy";
import type { Prisma } from "@/prisma/generated/client";
import { canAddDocuments, canManageDocument, canManageFolder, type DocumentViewer } from "./rules";

/** The documents that the actor may read. Shared by lists, single look-ups, passages and files. */
export function visibleDocuments(ctx: Ctx): Prisma.DocumentWhereInput {
  return { workspaceId: ctx.workspaceId, deletedAt: null, audience: visibleAudiences(ctx) };
}

/** Those that were deleted and can be brought back, by who could manage them. */
export function restorableDocuments(ctx: Ctx): Prisma.DocumentWhereInput {
  const { actor } = ctx;
  const isAdmin = "role" in actor && (actor.role === "admin" || actor.role === "owner");
  const own = isAdmin ? {} : { createdById: actorMemberId(ctx) ?? ctx.workspaceId };
  return { ...visibleDocuments(ctx), deletedAt: { not: null }, ...own };
}

export function requireCanAddDocuments(ctx: Ctx): void {
  const { actor } = ctx;
  if (actor.kind === "visitor" || ("role" in actor && !canAddDocuments(actor)))
    throw forbidden("Guests cannot add to the Library.");
}

export function requireCanManageDocument(ctx: Ctx, document: { createdById: string | null }): void {
  if (ctx.actor.kind === "system" || canManageDocument(viewerOf(ctx), document)) return;
  throw forbidden("Only whoever brought this document, or an admin, may do that.");
}

export function requireCanManageFolder(ctx: Ctx, folder: { createdById: string | null }): void {
  if (ctx.actor.kind === "system" || canManageFolder(viewerOf(ctx), folder)) return;
  throw forbidden("Only whoever made this folder, or an admin, may do that.");
}

function viewerOf(ctx: Ctx): DocumentViewer {
  const { actor } = ctx;
  return { memberId: actorMemberId(ctx) ?? "", role: "role" in actor ? actor.role : "guest" };
}
