import { forbidden } from "@/lib/core/errors";
import { actorMemberId, type Ctx } from "@/lib/ctx";
import { visibleDocuments } from "@/lib/documents/policy";
import { visibleRecordings } from "@/lib/recordings/policy";
import type { Collection, Prisma } from "@/prisma/generated/client";
import { canFillCollection, canMakeCollections, canManageCollection } from "./rules";
import { CollectionVisibility } from "./schema";

/** The collections that the actor may see. One for all members is for a guest only where something in it is theirs to read: else its name tells. */
export function visibleCollections(ctx: Ctx): Prisma.CollectionWhereInput {
  const { actor, workspaceId } = ctx;
  const here = { workspaceId, deletedAt: null };
  if (actor.kind === "system") return here;
  const memberId = actorMemberId(ctx);
  const isOutsider =
    actor.kind === "visitor" || actor.kind === "operator" || ("role" in actor && actor.role === "guest");
  return {
    ...here,
    OR: [
      { visibility: "workspace", ...(isOutsider ? { sources: { some: readableSources(ctx) } } : {}) },
      ...(memberId ? [{ visibility: "private", createdById: memberId }] : []),
    ],
  };
}

/** Those that were deleted and can be brought back, by who could manage them. */
export function restorableCollections(ctx: Ctx): Prisma.CollectionWhereInput {
  const { actor } = ctx;
  const isAdmin = "role" in actor && (actor.role === "admin" || actor.role === "owner");
  const own = isAdmin ? {} : { createdById: actorMemberId(ctx) ?? ctx.workspaceId };
  return { ...visibleCollections(ctx), deletedAt: { not: null }, ...own };
}

/** Of what is in a collection, what the actor may read. Shared by lists and counts. */
export function readableSources(ctx: Ctx): Prisma.CollectionSourceWhereInput {
  return {
    workspaceId: ctx.workspaceId,
    OR: [{ document: { is: visibleDocuments(ctx) } }, { recording: { is: visibleRecordings(ctx) } }],
  };
}

export function requireCanMakeCollections(ctx: Ctx): void {
  if (!canMakeCollections(viewerOf(ctx))) throw forbidden("Guests make no collections.");
}

export function requireCanFill(ctx: Ctx, collection: Collection): void {
  if (!canFillCollection(viewerOf(ctx), madeOf(collection)))
    throw forbidden("Guests do not change what is in a collection.");
}

export function requireCanManage(ctx: Ctx, collection: Collection): void {
  if (!canManageCollection(viewerOf(ctx), madeOf(collection)))
    throw forbidden("Only whoever made this collection, or an admin, may do that.");
}

function viewerOf(ctx: Ctx) {
  const { actor } = ctx;
  const role = "role" in actor ? actor.role : ("guest" as const);
  return { memberId: actorMemberId(ctx) ?? "", role };
}

function madeOf({ visibility, createdById }: Collection) {
  return { visibility: CollectionVisibility.parse(visibility), createdById };
}
