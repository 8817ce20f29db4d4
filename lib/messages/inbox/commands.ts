import { notFound } from "@/lib/core/errors";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { inboxChanged } from "../events";

/** Marks an item of one's own inbox as done, or open again. Emits inbox.changed to one's own windows. */
export function setInboxItem(ctx: Ctx | TxCtx, itemId: string, done: boolean): Promise<void> {
  return transaction(ctx, async (tx) => {
    const memberId = actorMemberId(tx) ?? "";
    const mention = await tx.db.mention.findFirst({
      where: { workspaceId: tx.workspaceId, id: itemId, memberId },
    });
    if (!mention) throw notFound("inbox item");
    await tx.db.mention.update({
      where: { workspaceId_id: { workspaceId: tx.workspaceId, id: itemId } },
      data: { doneAt: done ? tx.clock.now() : null },
    });
    await enqueue(
      tx,
      inboxChanged({ memberId, conversationId: mention.conversationId, messageId: mention.messageId }),
    );
  });
}
