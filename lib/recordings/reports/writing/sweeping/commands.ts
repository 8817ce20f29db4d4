import { HOUR } from "@/lib/core/clock";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { announce } from "../../../announcing/commands";
import { visibleRecordings } from "../../../policy";
import { endWriting } from "../commands";

/** Longer than a window takes with all its retries, and than it waits for its turn. */
const LOST_MS = 6 * HOUR;
const AT_ONCE = 100;
const LOST = "It was not finished in time, and what was read is kept. The report is as it was.";

/** Ends writings that have not moved for hours: their job was canceled or lost. Returns how many. Emits recording.progressed. Exempt from audit: it derives. */
export async function sweepWritings(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - LOST_MS);
  const { workspaceId } = ctx;
  const isLost = { workspaceId, status: "writing", updatedAt: { lt: before } };
  const lost = await read(ctx, (tx) =>
    tx.db.reportWriting.findMany({ where: isLost, select: { id: true }, take: AT_ONCE }),
  );
  for (const { id } of lost) {
    await transaction(ctx, async (tx) => {
      const row = await tx.db.reportWriting.findFirst({ where: { ...isLost, id } });
      if (!row) return;
      await endWriting(tx, id, "failed", LOST);
      const where = { AND: [visibleRecordings(tx), { id: row.recordingId }] };
      if (await tx.db.recording.count({ where })) await announce(tx, row.recordingId, "report");
    });
  }
  return lost.length;
}
