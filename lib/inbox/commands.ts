import { notFound } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { settleMention } from "@/lib/messages/mentions/commands";
import { updateTask } from "@/lib/tasks/commands";
import { findOwnTask } from "@/lib/tasks/queries";

/**
 * Marks an item of one's own inbox as done, or open again: a mention for oneself, a task for all. Emits inbox.changed to one's own windows, or what a
 * task's change does. Exempt from audit: as that.
 */
export function setInboxItem(ctx: Ctx | TxCtx, itemId: string, done: boolean): Promise<void> {
  return transaction(ctx, async (tx) => {
    if (await settleMention(tx, itemId, done)) return;
    const task = await findOwnTask(tx, itemId);
    if (!task) throw notFound("inbox item");
    await updateTask(tx, task.id, { done });
  });
}
