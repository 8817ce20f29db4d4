import { appendAudit } from "@/lib/audit/policy";
import { AppError } from "@/lib/core/errors";
import { actorMemberId, type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { detachFiles, disownFile, dropUnusedFiles } from "@/lib/files/uses/commands";
import { enqueue } from "@/lib/outbox";
import { announce, lockRecording } from "../announcing/commands";
import { soundDeleted } from "../events";
import { requireCanManageRecording } from "../policy";
import { isAtRest } from "../rules";

/**
 * The sound goes for good, what was written down stays. Nobody hears it from now on; a job erases its bytes. Repeated: nothing more. Throws
 * CONFLICT while it is worked on, of a voice message, or where there is none. Emits recording.progressed and recording.sound_deleted. Audited.
 */
export function deleteSound(ctx: Ctx, recordingId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireCanManageRecording(tx, row);
    if (row.soundDeletedAt) return;
    if (!isAtRest(row)) throw new AppError("CONFLICT", "This recording is still being worked on.");
    if (await isSent(tx, recordingId))
      throw new AppError("CONFLICT", "The sound of a voice message goes with its message.");
    if (!row.fileId && (await countSlices(tx, recordingId)) === 0)
      throw new AppError("CONFLICT", "This recording has no sound.");
    await silence(tx, { recordingId, fileId: row.fileId });
    await announce(tx, recordingId, "updated");
    await appendAudit(tx, {
      action: "recording.audio_deleted",
      target: { kind: "recording", id: recordingId },
    });
  });
}

type Sounding = { recordingId: string; fileId: string | null };

/**
 * In the transaction that decided it: the sound is gone for everybody, and its bytes are marked to be erased. Nothing waits for an engine any more.
 * Emits recording.sound_deleted. Exempt from audit: the caller notes why.
 */
export async function silence(tx: TxCtx, { recordingId, fileId }: Sounding): Promise<void> {
  const now = tx.clock.now();
  await tx.db.recording.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: recordingId } },
    data: {
      fileId: null,
      erasedFileId: fileId,
      soundDeletedAt: now,
      soundDeletedById: actorMemberId(tx),
      status: "processed",
      stage: "reported",
      progress: 100,
      waitingFor: null,
      error: null,
      updatedAt: now,
    },
  });
  await detachFiles(tx, { kind: "recording", subjectId: recordingId });
  if (fileId) await disownFile(tx, fileId);
  await enqueue(tx, soundDeleted({ recordingId }));
}

/**
 * Erases the bytes of a sound that was deleted: what the recorder sent, and the file unless something else uses it too. May be repeated: what is
 * marked stays marked until its bytes are gone. Emits: none. Exempt from audit: the deletion was.
 */
export async function eraseSound(ctx: Ctx, recordingId: string): Promise<void> {
  const { workspaceId } = ctx;
  const { recording, slices } = await read(ctx, async (tx) => ({
    recording: await tx.db.recording.findFirst({
      where: { workspaceId, id: recordingId, soundDeletedAt: { not: null } },
      select: { erasedFileId: true, joinPath: true },
    }),
    slices: await tx.db.recordingSlice.findMany({ where: { workspaceId, recordingId } }),
  }));
  if (!recording) return;
  const sent = slices.map(({ blobPath }) => blobPath);
  await ctx.blob.delete(recording.joinPath ? [...sent, recording.joinPath] : sent);
  if (recording.erasedFileId) await dropUnusedFiles(ctx, [recording.erasedFileId]);
  await transaction(ctx, async (tx) => {
    await tx.db.recordingSlice.deleteMany({ where: { workspaceId, recordingId } });
    await tx.db.recording.updateMany({
      where: { workspaceId, id: recordingId },
      data: { erasedFileId: null, joinPath: null },
    });
  });
}

function countSlices(tx: TxCtx, recordingId: string): Promise<number> {
  return tx.db.recordingSlice.count({ where: { workspaceId: tx.workspaceId, recordingId } });
}

/** A voice message: its sound is part of what was said there. */
async function isSent(tx: TxCtx, recordingId: string): Promise<boolean> {
  const where = { workspaceId: tx.workspaceId, id: recordingId, message: { isNot: null } };
  return (await tx.db.recording.count({ where })) > 0;
}
