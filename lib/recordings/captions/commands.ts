import { AppError, forbidden } from "@/lib/core/errors";
import { type Ctx, transaction } from "@/lib/ctx";
import { getWorkspace } from "@/lib/workspaces/queries";
import { announce, lockRecording } from "../announcing/commands";
import { requireOwn } from "../capture/commands";
import { listTerms } from "../glossary/queries";
import { withNames } from "../glossary/rules";
import type { PutCaption } from "./schema";

type Place = { recordingId: string; captionId: string };

/**
 * Keeps what the recorder's own browser wrote down, as a segment of the transcript that an engine replaces. Sent again it changes nothing. Throws
 * FORBIDDEN where the workspace does not want it, CONFLICT once the capture is complete. Emits recording.progressed. Exempt from audit: it adds.
 */
export function putCaption(
  ctx: Ctx,
  { recordingId, captionId }: Place,
  { startMs, endMs, text }: PutCaption,
): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireOwn(tx, row);
    if (!(await getWorkspace(tx)).liveCaptions) throw forbidden("This workspace keeps no live captions.");
    const { workspaceId } = tx;
    const known = await tx.db.transcriptSegment.findFirst({
      where: { workspaceId, id: captionId },
      select: { recordingId: true },
    });
    if (known?.recordingId === recordingId) return;
    if (known) throw new AppError("CONFLICT", "Another line has this id already.");
    if (row.stage !== "capturing") throw new AppError("CONFLICT", "This capture is complete.");
    await tx.db.transcriptSegment.create({
      data: {
        workspaceId,
        id: captionId,
        recordingId,
        startMs,
        endMs,
        text: withNames(text, await listTerms(tx)),
        origin: "device",
      },
    });
    await tx.db.recording.update({
      where: { workspaceId_id: { workspaceId, id: recordingId } },
      data: { revision: { increment: 1 }, updatedAt: tx.clock.now() },
    });
    await announce(tx, recordingId, "transcript");
  });
}
