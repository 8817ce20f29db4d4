import { forbidden } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, transaction } from "@/lib/ctx";
import { announce, collectionKey, lockCollection } from "./changes/commands";
import { requireCanMakeCollections, requireCanManage } from "./policy";
import { describeCollection, getDeletedCollection } from "./queries";
import type { CollectionDto, CreateCollection, UpdateCollection } from "./schema";
import { putSources } from "./sources/commands";

/**
 * Makes a collection, with what it begins with. Throws INVALID by the field for a source that is not there to be read. Emits
 * collection.changed. Exempt from audit: it changes nothing about who reads what.
 */
export function createCollection(ctx: Ctx, input: CreateCollection): Promise<CollectionDto> {
  return transaction(ctx, async (tx) => {
    requireCanMakeCollections(tx);
    const { name, description, visibility, ...sources } = input;
    const now = tx.clock.now();
    const row = await tx.db.collection.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        name,
        description,
        visibility,
        createdById: actorMemberId(tx),
        createdAt: now,
        updatedAt: now,
      },
    });
    await putSources(tx, row.id, sources);
    await announce(tx, row, "created");
    return describeCollection(tx, row.id);
  });
}

/**
 * Another name, description or visibility. Only whoever made it takes it back for themselves: to nobody else it would be left. Emits
 * collection.changed. Exempt from audit: it changes nothing about who reads what.
 */
export function updateCollection(
  ctx: Ctx,
  collectionId: string,
  { name, description, visibility }: UpdateCollection,
): Promise<CollectionDto> {
  return transaction(ctx, async (tx) => {
    const before = await lockCollection(tx, collectionId);
    requireCanManage(tx, before);
    if (visibility === "private" && before.createdById !== actorMemberId(tx))
      throw forbidden("Only whoever made this collection can take it back for themselves.");
    const row = await tx.db.collection.update({
      where: collectionKey(tx, collectionId),
      data: {
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
        ...(visibility === undefined ? {} : { visibility }),
        updatedAt: tx.clock.now(),
      },
    });
    await announce(tx, row, "updated", { before });
    return describeCollection(tx, collectionId);
  });
}

/** Gone for all until it is brought back; what is in it stays where it is. Emits collection.changed. Exempt from audit: nothing is lost with it. */
export function deleteCollection(ctx: Ctx, collectionId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lockCollection(tx, collectionId);
    requireCanManage(tx, row);
    const now = tx.clock.now();
    await tx.db.collection.update({
      where: collectionKey(tx, collectionId),
      data: { deletedAt: now, updatedAt: now },
    });
    await announce(tx, row, "deleted");
  });
}

/** Brings a deleted one back, with what is in it. Throws NOT_FOUND for who could not delete it. Emits collection.changed. Exempt from audit: as deleting it. */
export function restoreCollection(ctx: Ctx, collectionId: string): Promise<CollectionDto> {
  return transaction(ctx, async (tx) => {
    const row = await getDeletedCollection(tx, collectionId);
    await tx.db.collection.update({
      where: collectionKey(tx, collectionId),
      data: { deletedAt: null, updatedAt: tx.clock.now() },
    });
    await announce(tx, row, "restored");
    return describeCollection(tx, collectionId);
  });
}
