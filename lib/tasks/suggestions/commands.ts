import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { getRecording, heardByOf } from "@/lib/recordings/queries";
import { suggestionsChanged } from "../events";
import { requireCanMakeTasks } from "../policy";
import { getActionItem, listDismissals } from "./queries";
import { isDismissedBy } from "./rules";

type Place = { recordingId: string; lineId: string };

/**
 * An action item is no task: suggested to nobody any more, until it is brought back. Throws NOT_FOUND. Emits recording.suggestions_changed;
 * said again, nothing. Exempt from audit: it says who, and is brought back by who sees it.
 */
export function dismissSuggestion(ctx: Ctx, { recordingId, lineId }: Place): Promise<void> {
  return transaction(ctx, async (tx) => {
    const { quote, startMs, endMs } = await getActionItem(tx, recordingId, lineId);
    requireCanMakeTasks(tx);
    // Of two who dismiss it at once, the second finds it done.
    const { count } = await tx.db.taskDismissal.createMany({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        recordingId,
        lineId,
        quote,
        startMs,
        endMs,
        dismissedById: actorMemberId(tx),
        createdAt: tx.clock.now(),
      },
      skipDuplicates: true,
    });
    if (count > 0) await announce(tx, recordingId);
  });
}

/** It is suggested again. Throws NOT_FOUND. Emits recording.suggestions_changed where it was dismissed. Exempt from audit: see dismissSuggestion. */
export function restoreSuggestion(ctx: Ctx, { recordingId, lineId }: Place): Promise<void> {
  return transaction(ctx, async (tx) => {
    const line = await getActionItem(tx, recordingId, lineId);
    requireCanMakeTasks(tx);
    const spoken = (await listDismissals(tx, recordingId)).filter((one) => isDismissedBy(one, line));
    const { count } = await tx.db.taskDismissal.deleteMany({
      where: { workspaceId: tx.workspaceId, id: { in: spoken.map(({ id }) => id) } },
    });
    if (count > 0) await announce(tx, recordingId);
  });
}

async function announce(tx: TxCtx, recordingId: string): Promise<void> {
  const heardBy = heardByOf(await getRecording(tx, recordingId));
  await enqueue(tx, suggestionsChanged({ recordingId, heardBy }));
}
