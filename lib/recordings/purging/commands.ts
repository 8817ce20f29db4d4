import { DAY } from "@/lib/core/clock";
import { type Ctx, read } from "@/lib/ctx";
import { eraseRecording } from "../erasing/commands";

const GRACE_DAYS = 30;
const AT_ONCE = 20;

/** Erases what was deleted thirty days ago and not brought back. Returns how many recordings. Emits: none. Exempt from audit: the deleting was audited. */
export async function purgeRecordings(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - GRACE_DAYS * DAY);
  const due = await read(ctx, (tx) =>
    tx.db.recording.findMany({
      where: { workspaceId: tx.workspaceId, deletedAt: { lt: before } },
      select: { id: true },
      take: AT_ONCE,
    }),
  );
  for (const { id } of due) await eraseRecording(ctx, id);
  return due.length;
}
