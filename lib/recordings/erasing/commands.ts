import { type Ctx, read } from "@/lib/ctx";

/**
 * Deletes what recorders of a workspace that goes have sent and nobody joined. May be repeated until the rows go too. Emits: none. Exempt from
 * audit: the workspace goes, and its log with it.
 */
export async function eraseSlices(ctx: Ctx): Promise<void> {
  const slices = await read(ctx, (tx) =>
    tx.db.recordingSlice.findMany({ where: { workspaceId: tx.workspaceId }, select: { blobPath: true } }),
  );
  await ctx.blob.delete(slices.map(({ blobPath }) => blobPath));
}
