import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { TxCtx } from "@/lib/ctx";
import { lockRecording } from "../../announcing/commands";
import { isAtRest } from "../../rules";
import { isSweptAway, requireOwn } from "../commands";

/**
 * A recorder comes back to a capture that was finished without it: what it sent then becomes the beginning of another, which so is whole, and the
 * notes are in both. What was made of the first one stays. Throws NOT_FOUND, FORBIDDEN, UNAVAILABLE while the first one is put together, and GONE
 * where its slices are not kept any more. Emits: none. Exempt from audit: it adds.
 */
export async function takeSlices(tx: TxCtx, recordingId: string, fromId: string): Promise<void> {
  if (await isSweptAway(tx, fromId)) return; // there are none
  const from = await lockRecording(tx, fromId);
  requireOwn(tx, from);
  if (!from.leftAt) throw new AppError("GONE", "This capture is complete.");
  if (!from.fileId && !isAtRest(from))
    throw new AppError(
      "UNAVAILABLE",
      "What was recorded before is being put together. Try again in a moment.",
    );
  const { workspaceId } = tx;
  const of = { workspaceId, recordingId: fromId };
  const { count } = await tx.db.recordingSlice.updateMany({ where: of, data: { recordingId } });
  if (count === 0 && (from.fileId || from.soundDeletedAt))
    throw new AppError("GONE", "What was recorded before is not kept in pieces any more.");
  const notes = await tx.db.recordingNote.findMany({ where: of });
  await tx.db.recordingNote.createMany({
    data: notes.map((note) => ({ ...note, id: newId(), recordingId })),
  });
}
