import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { placesOf } from "../pictures/rules";

type Subject = { kind: "document" | "recording"; subjectId: string };

/** Gives the readers of what uses a file the file too. Emits: none. Exempt from audit: what uses it is audited. */
export async function attachFile(
  tx: TxCtx,
  { kind, subjectId, fileId, audienceId }: Subject & { fileId: string; audienceId: string },
): Promise<void> {
  const use = { workspaceId: tx.workspaceId, fileId, kind, subjectId, audienceId };
  await tx.db.fileUse.createMany({ data: [use], skipDuplicates: true });
}

/** Nobody reads a file any more because of this. Emits: none. Exempt from audit: what used it is audited. */
export async function detachFiles(tx: TxCtx, { kind, subjectId }: Subject): Promise<void> {
  await tx.db.fileUse.deleteMany({ where: { workspaceId: tx.workspaceId, kind, subjectId } });
}

/** Not even who brought it reads a file any more, unless something else uses it. Emits: none. Exempt from audit: what used it is audited. */
export async function disownFile(tx: TxCtx, fileId: string): Promise<void> {
  await tx.db.file.updateMany({
    where: {
      workspaceId: tx.workspaceId,
      id: fileId,
      uses: { none: {} },
      versions: { none: {} },
      messages: { none: {} },
    },
    data: { createdById: null },
  });
}

/** Erases those of these files that nothing uses any more, bytes first. Emits: none. Exempt from audit: what used them was audited. */
export async function dropUnusedFiles(ctx: Ctx, fileIds: string[]): Promise<void> {
  const unused = {
    workspaceId: ctx.workspaceId,
    id: { in: fileIds },
    uses: { none: {} },
    versions: { none: {} },
    recordings: { none: {} },
    // A message that may still be brought back brings its files back too.
    messages: { none: { message: { OR: [{ deletedAt: null }, { deletion: { isNot: null } }] } } },
  };
  const files = await transaction(ctx, (tx) => tx.db.file.findMany({ where: unused }));
  await ctx.blob.delete(files.flatMap(placesOf));
  await transaction(ctx, (tx) =>
    tx.db.file.deleteMany({ where: { ...unused, id: { in: files.map(({ id }) => id) } } }),
  );
}
