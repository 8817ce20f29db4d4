import { type Ctx, read } from "@/lib/ctx";

const AT_ONCE = 500;

/**
 * Deletes the texts that were read from the documents of a workspace that goes. May be repeated until the rows go too. Emits: none. Exempt
 * from audit: the workspace goes, and its log with it.
 */
export async function eraseTexts(ctx: Ctx): Promise<void> {
  for (let skip = 0; ; skip += AT_ONCE) {
    const versions = await read(ctx, (tx) =>
      tx.db.documentVersion.findMany({
        where: { workspaceId: tx.workspaceId, textPath: { not: null } },
        orderBy: [{ documentId: "asc" }, { version: "asc" }],
        select: { textPath: true },
        skip,
        take: AT_ONCE,
      }),
    );
    await ctx.blob.delete(
      versions.flatMap(({ textPath }) => (textPath ? [textPath, `${textPath}-cut`] : [])),
    );
    if (versions.length < AT_ONCE) return;
  }
}
