import { getConversation } from "@/lib/conversations/queries";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { visibleDocuments } from "@/lib/documents/policy";
import type { Run } from "@/prisma/generated/client";
import { Scope } from "../schema";

/** Throws NOT_FOUND for a place that the actor may not look in, as for one that does not exist. */
export async function requireScope(tx: TxCtx, scope: Scope): Promise<void> {
  const { documentId, folderId, conversationId } = scope;
  if (folderId) await requireFolder(tx, folderId);
  if (conversationId) await getConversation(tx, conversationId);
  if (documentId) await requireDocument(tx, documentId);
}

async function requireDocument(tx: TxCtx, documentId: string): Promise<void> {
  const found = await tx.db.document.count({ where: { AND: [visibleDocuments(tx), { id: documentId }] } });
  if (found === 0) throw notFound("document");
}

/** A folder has no readers of its own: who looks in it finds what they may read. Guests know only of those in which something is. */
async function requireFolder(tx: TxCtx, folderId: string): Promise<void> {
  const isGuest = "role" in tx.actor && tx.actor.role === "guest";
  const found = await tx.db.folder.count({
    where: {
      workspaceId: tx.workspaceId,
      id: folderId,
      ...(isGuest ? { documents: { some: visibleDocuments(tx) } } : {}),
    },
  });
  if (found === 0) throw notFound("folder");
}

/** The scope of the newest question of a chat: what comes after it is asked of the same. */
export async function findScope(tx: TxCtx, conversationId: string): Promise<Scope | null> {
  const run = await tx.db.run.findFirst({
    where: { workspaceId: tx.workspaceId, conversationId },
    orderBy: { id: "desc" },
    select: { scope: true },
  });
  return run && scopeOf(run);
}

/** The ids of what a run looks in; null: everything. What has gone meanwhile leaves nothing to look in. */
export async function findPlaces(tx: TxCtx, run: Pick<Run, "scope">): Promise<string[] | null> {
  const scope = scopeOf(run);
  if (scope?.documentId) return [scope.documentId];
  if (scope?.folderId) return listDocuments(tx, scope.folderId);
  if (!scope?.conversationId) return null;
  const shared = await tx.db.source.findMany({
    where: {
      workspaceId: tx.workspaceId,
      deletedAt: null,
      audience: { conversationId: scope.conversationId },
    },
    select: { subjectId: true },
  });
  return [scope.conversationId, ...shared.map(({ subjectId }) => subjectId)];
}

/** The documents of a folder and of the folders in it. */
async function listDocuments(tx: TxCtx, folderId: string): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`
    with recursive inside as (
      select id from "Folder" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${folderId}::uuid
      union select f.id from "Folder" f join inside on f."parentId" = inside.id where f."workspaceId" = ${tx.workspaceId}::uuid
    )
    select d.id from "Document" d join inside on d."folderId" = inside.id
    where d."workspaceId" = ${tx.workspaceId}::uuid and d."deletedAt" is null`;
  return rows.map(({ id }) => id);
}

function scopeOf({ scope }: Pick<Run, "scope">): Scope | null {
  return scope === null ? null : Scope.parse(scope);
}
