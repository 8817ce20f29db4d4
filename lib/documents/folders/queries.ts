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

export function toFolderDto(row: Folder): FolderDto {
  return { id: row.id, name: row.name, parentId: row.parentId, createdAt: row.createdAt.toISOString() };
}
