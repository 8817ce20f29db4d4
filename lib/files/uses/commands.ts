import { log } from "@/lib/core/log";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { placesOf } from "../pictures/rules";
import { filesDropped } from "./events";

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

/** Nobody reads this one file any more because of this. Emits: none. Exempt from audit: what used it is audited. */
export async function detachFile(
  tx: TxCtx,
  { kind, subjectId, fileId }: Subject & { fileId: string },
): Promise<void> {
  await tx.db.fileUse.deleteMany({ where: { workspaceId: tx.workspaceId, kind, subjectId, fileId } });
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

/**
 * Erases those of these files that nothing uses any more. Their rows are locked before it is asked whether anything does, and go first: whoever
 * keeps such a file meanwhile comes before, and its bytes stay, or finds no file. The bytes follow, by a job where they do not go at once.
 * Emits files.dropped. Exempt from audit: what used them was audited.
 */
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
  const paths = await transaction(ctx, async (tx) => {
    await tx.db.$queryRaw`
      select 1 from "File" where "workspaceId" = ${tx.workspaceId}::uuid and id = any(${fileIds}::uuid[]) order by id for update`;
    const files = await tx.db.file.findMany({ where: unused });
    await tx.db.file.deleteMany({
      where: { workspaceId: tx.workspaceId, id: { in: files.map(({ id }) => id) } },
    });
    const all = files.flatMap(placesOf);
    if (all.length > 0) await enqueue(tx, filesDropped({ paths: all }));
    return all;
  });
  await ctx.blob
    .delete(paths)
    .catch((error: unknown) => log.warn("files.bytes_left", { reason: String(error) }));
}

/** Erases what is left of files that were dropped. May be repeated. Emits: none. Exempt from audit: see dropUnusedFiles. */
export async function eraseBytes(ctx: Ctx, paths: string[]): Promise<void> {
  await ctx.blob.delete(paths);
}
