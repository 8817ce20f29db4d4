import type { TxCtx } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { Collection } from "@/prisma/generated/client";
import { collectionChanged } from "../events";
import { getCollection } from "../queries";

/** The collection with its row locked, so that changes of it come one after the other. */
export async function lockCollection(tx: TxCtx, collectionId: string): Promise<Collection> {
  await tx.db.$queryRaw`
    select id from "Collection" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${collectionId}::uuid for update`;
  return getCollection(tx, collectionId);
}

/** To whoever may see it, and to those who could until now. */
export async function announce(
  tx: TxCtx,
  { id, visibility, createdById, workspaceId }: Collection,
  change: "created" | "updated" | "deleted" | "restored",
  before?: Collection,
): Promise<void> {
  const isShared = [visibility, before?.visibility].includes("workspace");
  const memberIds = visibility === "private" && createdById ? [createdById] : [];
  const heardBy = { workspaceId: isShared ? workspaceId : null, memberIds };
  await enqueue(tx, collectionChanged({ collectionId: id, change, heardBy }));
}

export function collectionKey(tx: TxCtx, id: string) {
  return { workspaceId_id: { workspaceId: tx.workspaceId, id } };
}
