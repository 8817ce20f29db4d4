import { type Ctx, read } from "@/lib/ctx";
import { placesOf } from "../pictures/rules";
import { storeUpload } from "../uploads/queries";

const AT_ONCE = 500;

/**
 * Deletes the bytes of every file of a workspace that goes, and of what was being uploaded. The rows go with the workspace: until then this may
 * be repeated. Emits: none. Exempt from audit: the workspace goes, and its log with it.
 */
export async function eraseFiles(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx;
  const page = { orderBy: { id: "asc" }, take: AT_ONCE } as const;
  for (let after = ""; ; ) {
    const files = await read(ctx, (tx) =>
      tx.db.file.findMany({ where: { workspaceId, ...(after ? { id: { gt: after } } : {}) }, ...page }),
    );
    await ctx.blob.delete(files.flatMap(placesOf));
    after = files.at(-1)?.id ?? "";
    if (files.length < AT_ONCE) break;
  }
  const uploads = await read(ctx, (tx) => tx.db.upload.findMany({ where: { workspaceId } }));
  for (const upload of uploads) await ctx.blob.uploads.abort(storeUpload(upload));
  await ctx.blob.delete(uploads.map(({ blobPath }) => blobPath));
}
