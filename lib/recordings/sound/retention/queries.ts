import { DAY } from "@/lib/core/clock";
import type { TxCtx } from "@/lib/ctx";
import { SOUND_DAYS } from "@/lib/workspaces/schema";
import type { Prisma } from "@/prisma/generated/client";

/** Recordings with sound from before a moment, those that were deleted too: their sound is still there. That of a voice message goes with its message. */
export function soundBefore(tx: TxCtx, before: Date): Prisma.RecordingWhereInput {
  return {
    workspaceId: tx.workspaceId,
    soundDeletedAt: null,
    message: { is: null },
    createdAt: { lt: before },
    OR: [{ fileId: { not: null } }, { slices: { some: {} } }],
  };
}

/** For each time that sound may be kept, of how many recordings it would go at once. Only numbers: also of what the asker may not hear. */
export async function countOlderSound(tx: TxCtx): Promise<{ days: number; recordings: number }[]> {
  const now = tx.clock.now().getTime();
  const counted: { days: number; recordings: number }[] = [];
  for (const days of SOUND_DAYS) {
    const where = soundBefore(tx, new Date(now - days * DAY));
    counted.push({ days, recordings: await tx.db.recording.count({ where }) });
  }
  return counted;
}
