import { AppError } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { lockRecording } from "../../announcing/commands";
import { requireCanEditRecordings, requireCanManageRecording } from "../../policy";
import { listShown } from "../queries";
import { revise } from "../revising/commands";

/**
 * What a transcript takes the place of is set aside whole: its lines with their corrections, and what was hidden of it with the reason. What a
 * browser wrote down is set aside line by line instead, as wherever something takes its place. Each emits nothing but what it says.
 */

/** In the transaction of what comes in its place. Of one that was set aside before, the lines stand among what was removed. Exempt from audit: nothing is lost. */
export async function setAsideTranscript(tx: TxCtx, recordingId: string): Promise<void> {
  await tx.db.$executeRaw`
    update "TranscriptSegment" set hidden = 'outdated'
    where "workspaceId" = ${tx.workspaceId}::uuid and "recordingId" = ${recordingId}::uuid and hidden like 'replaced%'`;
  await exchange(tx, recordingId);
}

/**
 * Brings back what the last one took the place of, and sets that aside: once more, and it is as before. Throws CONFLICT where there is none. Emits
 * recording.progressed and recording.revised. Exempt from audit: nothing is lost.
 */
export function restoreTranscript(ctx: Ctx, recordingId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const row = await lockRecording(tx, recordingId);
    requireCanEditRecordings(tx);
    requireCanManageRecording(tx, row);
    const replaced = { workspaceId: tx.workspaceId, recordingId, hidden: "replaced" };
    if ((await tx.db.transcriptSegment.count({ where: replaced })) === 0)
      throw new AppError("CONFLICT", "There is no earlier transcript of this recording.");
    const before = await listShown(tx, recordingId);
    await exchange(tx, recordingId);
    const changed = [...before, ...(await listShown(tx, recordingId))];
    await revise(tx, recordingId, { changedIds: changed.map(({ id }) => id) });
  });
}

async function exchange(tx: TxCtx, recordingId: string): Promise<void> {
  await tx.db.$executeRaw`
    update "TranscriptSegment" set hidden = case
      when hidden is null then 'replaced'
      when hidden = 'replaced' then null
      when hidden like 'replaced:%' then substr(hidden, 10)
      else 'replaced:' || hidden end
    where "workspaceId" = ${tx.workspaceId}::uuid and "recordingId" = ${recordingId}::uuid
      and origin <> 'device' and hidden is distinct from 'outdated'`;
}
