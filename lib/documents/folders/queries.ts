import { cursorId, pageById } from "@/lib/core/cursor";
import type { TxCtx } from "@/lib/ctx";
import type { Folder } from "@/prisma/generated/client";
import { visibleDocuments } from "../policy";
import type { FolderDto } from "../schema";

/** The folders of the Library in the order in which they were made. A guest sees only those in which something lies for them. */
export async function listFolders(
  tx: TxCtx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  const after = cursorId(cursor);
  const { actor } = tx;
  const isGuest = "role" in actor && actor.role === "guest";
  const rows = await tx.db.folder.findMany({
    where: {
      workspaceId: tx.workspaceId,
      ...(after ? { id: { gt: after } } : {}),
      ...(isGuest ? { documents: { some: visibleDocuments(tx) } } : {}),
    },
    orderBy: { id: "asc" },
    take: limit + 1,
  });
  return pageById(rows, limit, toFolderDto);
}

/**
 * A folder that the actor may look in; null where there is none. It has no readers of its own: who looks in it finds what they may read. Guests
 * know only of those in which something is.
 */
export function findFolder(tx: TxCtx, folderId: string): Promise<Folder | null> {
  const isGuest = "role" in tx.actor && tx.actor.role === "guest";
  return tx.db.folder.findFirst({
    where: {
      workspaceId: tx.workspaceId,
      id: folderId,
      ...(isGuest ? { documents: { some: visibleDocuments(tx) } } : {}),
    },
  });
}

/** The ids of the documents in a folder and in the folders in it, whoever reads them. */
export async function listDocumentsIn(tx: TxCtx, folderId: string): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    with recursive inside as (
      select id from "Folder" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${folderId}::uuid
      union select f.id from "Folder" f join inside on f."parentId" = inside.id where f."workspaceId" = ${tx.workspaceId}::uuid
    )
    select d.id from "Document" d join inside on d."folderId" = inside.id
    where d."workspaceId" = ${tx.workspaceId}::uuid and d."deletedAt" is null`;
  return rows.map(({ id }) => id);
}

/** The guests who read something in a folder itself: they do not hear the workspace. */
export async function listGuestsIn(tx: TxCtx, folderId: string): Promise<string[]> {
  const { workspaceId } = tx;
  const audiences = await tx.db.audience.findMany({
    where: { workspaceId, kind: { not: "workspace" }, documents: { some: { folderId, deletedAt: null } } },
    select: { conversationId: true, memberIds: true },
  });
  const conversationId = { in: audiences.flatMap((one) => one.conversationId ?? []) };
  const guests = await tx.db.member.findMany({
    where: {
      workspaceId,
      role: "guest",
      OR: [
        { id: { in: audiences.flatMap(({ memberIds }) => memberIds) } },
        { participations: { some: { conversationId } } },
      ],
    },
    select: { id: true },
  });
  return guests.map(({ id }) => id);
}

export function toFolderDto(row: Folder): FolderDto {
  const { id, name, parentId, createdById, createdAt } = row;
  return { id, name, parentId, createdById, createdAt: createdAt.toISOString() };
}
