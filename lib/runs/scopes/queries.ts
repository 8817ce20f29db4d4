import { getCollection } from "@/lib/collections/queries";
import { listCollectedIds } from "@/lib/collections/sources/queries";
import { getConversation } from "@/lib/conversations/queries";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { findFolder, listDocumentsIn } from "@/lib/documents/folders/queries";
import { getDocument } from "@/lib/documents/queries";
import { getRecording } from "@/lib/recordings/queries";
import type { Run } from "@/prisma/generated/client";
import { Scope } from "../schema";

/** Throws NOT_FOUND for a place that the actor may not look in, as for one that does not exist. */
export async function requireScope(tx: TxCtx, scope: Scope): Promise<void> {
  const { documentId, recordingId, folderId, collectionId, conversationId } = scope;
  if (folderId && !(await findFolder(tx, folderId))) throw notFound("folder");
  if (collectionId) await getCollection(tx, collectionId);
  if (conversationId) await getConversation(tx, conversationId);
  if (documentId) await getDocument(tx, documentId);
  if (recordingId) await getRecording(tx, recordingId);
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
export async function findPlaces(tx: TxCtx, run: Pick<Run, "scope" | "askedById">): Promise<string[] | null> {
  const scope = scopeOf(run);
  if (scope?.documentId) return [scope.documentId];
  if (scope?.recordingId) return [scope.recordingId];
  if (scope?.folderId) return listDocumentsIn(tx, scope.folderId);
  if (scope?.collectionId) return listCollectedIds(tx, scope.collectionId, run.askedById);
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

function scopeOf({ scope }: Pick<Run, "scope">): Scope | null {
  return scope === null ? null : Scope.parse(scope);
}
