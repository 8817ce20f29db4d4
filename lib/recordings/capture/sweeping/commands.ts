import { DAY } from "@/lib/core/clock";
import { isAppError } from "@/lib/core/errors";
import { type Ctx, read, type TxCtx, transaction } from "@/lib/ctx";
import { lockRecording } from "../../announcing/commands";
import { deleteRecording } from "../../commands";
import { leave, receive } from "../commands";

/** A recorder sends a slice every ten seconds. One that has sent none for so long is not waited for. */
const LEFT_MS = DAY;
/** Some come back all the same: a laptop is opened after a holiday. So long they find what they sent. */
const KEPT_DAYS = 30;
const AT_ONCE = 50;

/**
 * Finishes the captures that nobody finished: what was sent is worked on, so that nothing said is lost, and one of which nothing came is
 * deleted. Answers how many. Emits recording.progressed and recording.received. Audited where it deletes.
 */
export async function sweepCaptures(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - LEFT_MS);
  const left = await read(ctx, (tx) =>
    tx.db.recording.findMany({
      where: {
        workspaceId: tx.workspaceId,
        stage: "capturing",
        deletedAt: null,
        createdAt: { lt: before },
        slices: { none: { createdAt: { gte: before } } },
      },
      select: { id: true },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    }),
  );
  let finished = 0;
  for (const { id } of left) if (await finish(ctx, id, before)) finished++;
  return finished;
}

/** False where the recorder came back, or somebody deleted it, meanwhile. */
function finish(ctx: Ctx, recordingId: string, before: Date): Promise<boolean> {
  const work = transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    if (row.stage !== "capturing") return false;
    const ofRecording = { workspaceId: tx.workspaceId, recordingId };
    const slices = await tx.db.recordingSlice.findMany({
      where: ofRecording,
      select: { createdAt: true },
    });
    if (slices.some(({ createdAt }) => createdAt >= before)) return false;
    await leave(tx, recordingId);
    // Notes that were typed are something said, too.
    if (slices.length > 0 || row._count.notes > 0) await receive(tx, recordingId);
    else await deleteRecording(tx, recordingId);
    return true;
  });
  return work.catch((error: unknown) => {
    if (isAppError(error, "NOT_FOUND")) return false;
    throw error;
  });
}

/**
 * Forgets the slices of captures that were finished without their recorder, which did not come back in thirty days: their sound is a file. Answers of
 * how many. Emits: none. Exempt from audit: nothing that was recorded goes.
 */
export async function forgetLeftSlices(ctx: Ctx): Promise<number> {
  const left = await read(ctx, (tx) =>
    tx.db.recording.findMany({
      where: forgettable(tx),
      select: { id: true, slices: true },
      orderBy: [{ leftAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    }),
  );
  for (const { id: recordingId, slices } of left) {
    await ctx.blob.delete(slices.map(({ blobPath }) => blobPath));
    await transaction(ctx, (tx) =>
      tx.db.recordingSlice.deleteMany({ where: { workspaceId: tx.workspaceId, recordingId } }),
    );
  }
  return left.length;
}

function forgettable({ workspaceId, clock }: TxCtx) {
  const before = new Date(clock.now().getTime() - KEPT_DAYS * DAY);
  // What could not be joined is all there is.
  return { workspaceId, leftAt: { lt: before }, fileId: { not: null }, slices: { some: {} } };
}
