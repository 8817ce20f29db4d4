import { getConversation } from "@/lib/conversations/queries";
import { notFound } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { findAudiences, findReader } from "@/lib/sources/audiences/queries";
import type { Run } from "@/prisma/generated/client";
import { Scope } from "../schema";

/** Throws NOT_FOUND for a place that the actor may not look in, as for one that does not exist. */
export async function requireScope(tx: TxCtx, { documentId, conversationId }: Scope): Promise<void> {
  if (conversationId) await getConversation(tx, conversationId);
  if (documentId) await requireDocument(tx, documentId);
}

async function requireDocument(tx: TxCtx, documentId: string): Promise<void> {
  const reader = actorMemberId(tx);
  const audiences = reader ? await findAudiences(tx, await findReader(tx, reader)) : [];
  const found = await tx.db.source.count({
    where: {
      workspaceId: tx.workspaceId,
      type: "document",
      subjectId: documentId,
      deletedAt: null,
      audienceId: { in: audiences },
    },
  });
  if (found === 0) throw notFound("document");
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
