import { DAY } from "@/lib/core/clock";
import { type Ctx, transaction } from "@/lib/ctx";
import { dropUnusedFiles } from "@/lib/files/uses/commands";
import { purgePassages } from "@/lib/sources/passages/commands";

const GRACE_DAYS = 30;
const AT_ONCE = 20;

/** Erases what was deleted thirty days ago and not brought back: passages, text and bytes. Returns how many documents. Emits: none. Exempt from audit: the deleting was audited. */
export async function purgeDocuments(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - GRACE_DAYS * DAY);
  const due = await transaction(ctx, (tx) =>
    tx.db.document.findMany({
      where: { workspaceId: tx.workspaceId, deletedAt: { lt: before } },
      select: { id: true },
      take: AT_ONCE,
    }),
  );
  for (const { id } of due) await purge(ctx, id);
  return due.length;
}

/** The row goes last: whatever is interrupted is due again the next night. */
async function purge(ctx: Ctx, documentId: string): Promise<void> {
  while ((await purgePassages(ctx, { type: "document", subjectId: documentId, isGone: true })) > 0);
  const versions = await transaction(ctx, (tx) =>
    tx.db.documentVersion.findMany({ where: { workspaceId: tx.workspaceId, documentId } }),
  );
  const texts = versions.flatMap(({ textPath }) => (textPath ? [textPath, `${textPath}-cut`] : []));
  await ctx.blob.delete(texts);
  await transaction(ctx, (tx) =>
    tx.db.document.deleteMany({ where: { workspaceId: tx.workspaceId, id: documentId } }),
  );
  await dropUnusedFiles(
    ctx,
    versions.map(({ fileId }) => fileId),
  );
}
