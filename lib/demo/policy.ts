import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";

/** The demo is a workspace that the seed made, on an installation that this machine alone reaches. Anywhere else it does not exist. */
export async function requireDemo(tx: TxCtx): Promise<void> {
  const isDemo =
    tx.site.isLocal &&
    (await tx.db.workspace.count({ where: { id: tx.workspaceId, isDemo: true, deletedAt: null } })) > 0;
  if (!isDemo) throw notFound("demo");
}
