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

type Until = {
  /** What it was. */
  before?: Collection;
  /** The audiences of what is in it no longer. */
  lost?: string[];
};

/** To whoever may see it, and to those who could until now. Guests do not hear the workspace: each of them who reads something in it is told. */
export async function announce(
  tx: TxCtx,
  { id, visibility, createdById, workspaceId }: Collection,
  change: "created" | "updated" | "deleted" | "restored",
  { before, lost = [] }: Until = {},
): Promise<void> {
  const isShared = [visibility, before?.visibility].includes("workspace");
  const own = visibility === "private" && createdById ? [createdById] : [];
  const guests = isShared ? await listGuests(tx, [...(await listAudiences(tx, id)), ...lost]) : [];
  const heardBy = { workspaceId: isShared ? workspaceId : null, memberIds: [...own, ...guests] };
  await enqueue(tx, collectionChanged({ collectionId: id, change, heardBy }));
}

/** The audiences of what is in it; of one of its sources where that is named. */
export async function listAudiences(tx: TxCtx, collectionId: string, sourceId?: string): Promise<string[]> {
  const rows = await tx.db.collectionSource.findMany({
    where: {
      workspaceId: tx.workspaceId,
      collectionId,
      ...(sourceId ? { OR: [{ documentId: sourceId }, { recordingId: sourceId }] } : {}),
    },
    select: {
      document: { select: { audienceId: true } },
      recording: { select: { audienceId: true } },
    },
  });
  const ids = rows.flatMap(({ document, recording }) => (document ?? recording)?.audienceId ?? []);
  return [...new Set(ids)];
}

async function listGuests(tx: TxCtx, audienceIds: string[]): Promise<string[]> {
  const { workspaceId } = tx;
  const guests = { member: { is: { role: "guest" } } };
  const audiences = await tx.db.audience.findMany({
    where: { workspaceId, id: { in: audienceIds }, kind: { not: "workspace" } },
    select: {
      memberIds: true,
      conversation: { select: { participants: { where: guests, select: { memberId: true } } } },
    },
  });
  const readers = audiences.flatMap(({ memberIds, conversation }) => [
    ...memberIds,
    ...(conversation?.participants.map(({ memberId }) => memberId) ?? []),
  ]);
  const found = await tx.db.member.findMany({
    where: { workspaceId, id: { in: readers }, role: "guest" },
    select: { id: true },
  });
  return found.map(({ id }) => id);
}

export function collectionKey(tx: TxCtx, id: string) {
  return { workspaceId_id: { workspaceId: tx.workspaceId, id } };
}
