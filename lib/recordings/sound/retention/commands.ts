import { appendAudit } from "@/lib/audit/policy";
import { DAY, HOUR } from "@/lib/core/clock";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { getWorkspace } from "@/lib/workspaces/queries";
import { announce } from "../../announcing/commands";
import { isAtRest } from "../../rules";
import { eraseSound, silence } from "../commands";
import { soundBefore } from "./queries";

const AT_ONCE = 100;
/** What has not moved for so long is not worked on any more, whatever it says. */
const STUCK_MS = DAY;
/** So long the job of a deletion has its turn. */
const TURN_MS = HOUR;

/**
 * Deletes the sound that a workspace keeps no longer, and nothing else: what was written down stays. Repeated it finds nothing. Answers how many.
 * Emits recording.progressed and recording.sound_deleted. Audited.
 */
export async function deleteDueSound(ctx: Ctx): Promise<number> {
  const due = await read(ctx, async (tx) => {
    const { soundDays } = await getWorkspace(tx);
    if (soundDays === null) return [];
    return tx.db.recording.findMany({
      where: soundBefore(tx, new Date(tx.clock.now().getTime() - soundDays * DAY)),
      select: { id: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    });
  });
  let gone = 0;
  for (const { id } of due) if (await deleteIfDue(ctx, id)) gone++;
  return gone;
}

/** Looked at again with its row locked: the workspace may have chosen otherwise, or somebody works on it. */
function deleteIfDue(ctx: Ctx, recordingId: string): Promise<boolean> {
  return transaction(ctx, async (tx) => {
    await tx.db.$queryRaw`
      select 1 from "Recording" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${recordingId}::uuid for update`;
    const { soundDays } = await getWorkspace(tx);
    if (soundDays === null) return false;
    const now = tx.clock.now().getTime();
    const row = await tx.db.recording.findFirst({
      where: { ...soundBefore(tx, new Date(now - soundDays * DAY)), id: recordingId },
      select: { fileId: true, status: true, waitingFor: true, deletedAt: true, updatedAt: true },
    });
    if (!row) return false;
    const isMoving = !isAtRest(row) && !row.deletedAt && row.updatedAt.getTime() > now - STUCK_MS;
    if (isMoving) return false;
    await silence(tx, { recordingId, fileId: row.fileId });
    if (!row.deletedAt) await announce(tx, recordingId, "updated");
    await appendAudit(tx, {
      action: "recording.audio_deleted",
      target: { kind: "recording", id: recordingId },
      after: { keptDays: soundDays },
    });
    return true;
  });
}

/** Erases what a deletion left behind because its job was lost. Answers how many recordings. Emits: none. Exempt from audit: the deletion was. */
export async function eraseLeftSound(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - TURN_MS);
  const left = await read(ctx, (tx) =>
    tx.db.recording.findMany({
      where: {
        workspaceId: tx.workspaceId,
        soundDeletedAt: { lt: before },
        OR: [{ erasedFileId: { not: null } }, { slices: { some: {} } }],
      },
      select: { id: true },
      take: AT_ONCE,
    }),
  );
  for (const { id } of left) await eraseSound(ctx, id);
  return left.length;
}
