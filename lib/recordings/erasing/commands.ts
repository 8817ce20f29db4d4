import { type Ctx, read, transaction } from "@/lib/ctx";
import { dropUnusedFiles } from "@/lib/files/uses/commands";
import { purgePassages } from "@/lib/sources/passages/commands";

/**
 * Deletes what recorders of a workspace that goes have sent and nobody joined. May be repeated until the rows go too. Emits: none. Exempt from
 * audit: the workspace goes, and its log with it.
 */
export async function eraseSlices(ctx: Ctx): Promise<void> {
  const { workspaceId } = ctx;
  const paths = await read(ctx, async (tx) => {
    const slices = await tx.db.recordingSlice.findMany({
      where: { workspaceId },
      select: { blobPath: true },
    });
    const isJoining = { workspaceId, joinPath: { not: null } };
    const joining = await tx.db.recording.findMany({ where: isJoining, select: { joinPath: true } });
    return [...slices.map(({ blobPath }) => blobPath), ...joining.flatMap(({ joinPath }) => joinPath ?? [])];
  });
  await ctx.blob.delete(paths);
}

/**
 * Erases a recording for good: its sound, what its recorder sent, its passages, the files of the message that it was, and with its row all that
 * was written of it. May be repeated: the row goes last and names the file until then. Emits: none. Exempt from audit: the deletion was.
 */
export async function eraseRecording(ctx: Ctx, recordingId: string): Promise<void> {
  const { workspaceId } = ctx;
  const row = await read(ctx, (tx) =>
    tx.db.recording.findUnique({
      where: { workspaceId_id: { workspaceId, id: recordingId } },
      select: {
        fileId: true,
        erasedFileId: true,
        joinPath: true,
        slices: true,
        message: { select: { files: true } },
      },
    }),
  );
  if (!row) return;
  const fileId = row.fileId ?? row.erasedFileId;
  await transaction(ctx, (tx) =>
    tx.db.recording.updateMany({
      where: { workspaceId, id: recordingId },
      data: { fileId: null, erasedFileId: fileId },
    }),
  );
  const carried = row.message?.files.map((file) => file.fileId) ?? [];
  await dropUnusedFiles(ctx, fileId ? [...carried, fileId] : carried);
  const sent = row.slices.map(({ blobPath }) => blobPath);
  await ctx.blob.delete(row.joinPath ? [...sent, row.joinPath] : sent);
  while ((await purgePassages(ctx, { type: "recording", subjectId: recordingId, isGone: true })) > 0);
  await transaction(ctx, async (tx) => {
    await tx.db.message.updateMany({ where: { workspaceId, recordingId }, data: { recordingId: null } });
    await tx.db.recording.deleteMany({ where: { workspaceId, id: recordingId } });
  });
}
