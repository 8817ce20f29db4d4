import { SECOND } from "@/lib/core/clock";
import { type Ctx, read } from "@/lib/ctx";
import type { WritingTurn } from "../schema";

/** What a model says after that is paid for, and thrown away. */
const LOOK_MS = SECOND;

/**
 * Does what takes its time for as long as the writing is this turn's: soon after it was stopped, from whichever process, `stopped` is aborted. Null
 * then, whatever the work made of it.
 */
export async function whileOpen<T>(
  ctx: Ctx,
  turn: WritingTurn,
  work: (stopped: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const stop = new AbortController();
  const look = async () => {
    if (!(await isOpen(ctx, turn))) stop.abort(new Error("The report was stopped."));
  };
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS); // the next look may be answered
  try {
    const made = await work(stop.signal);
    return stop.signal.aborted ? null : made;
  } catch (error) {
    if (stop.signal.aborted) return null;
    throw error;
  } finally {
    clearInterval(timer);
  }
}

async function isOpen(ctx: Ctx, { writingId, turn }: WritingTurn): Promise<boolean> {
  const { workspaceId } = ctx;
  const where = { workspaceId, id: writingId, turn, status: "writing" };
  return (await read(ctx, (tx) => tx.db.reportWriting.count({ where }))) > 0;
}
