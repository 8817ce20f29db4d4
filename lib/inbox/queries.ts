import { cursorPlace, type Place, placeCursor } from "@/lib/core/cursor";
import { invalid } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { countMentions, listMentions } from "@/lib/messages/queries";
import { countWaitingTasks, listWaitingTasks } from "@/lib/tasks/queries";
import type { InboxFilter, InboxItemDto } from "./schema";

type Page = { filter: InboxFilter; cursor?: string | undefined; limit: number };

/** What waits for the actor, the latest first. Of each kind as many as a page holds are asked for, and the latest of all are taken. */
export async function listInbox(
  tx: TxCtx,
  { filter, cursor, limit }: Page,
): Promise<{ items: InboxItemDto[]; nextCursor: string | null }> {
  const before = cursorPlace(cursor);
  if (before?.at === "") throw invalid("cursor", "This cursor is not one of ours.");
  const some = { filter, before, limit: limit + 1 };
  const mentions = await listMentions(tx, some);
  const tasks = (await listWaitingTasks(tx, some)).map(({ id, since, isOpen, task }) => ({
    id,
    kind: "task" as const,
    task,
    done: !isOpen,
    createdAt: since,
  }));
  const items = [...mentions, ...tasks].toSorted(byLatest);
  const last = items[limit - 1];
  return {
    items: items.slice(0, limit),
    nextCursor: last && items.length > limit ? placeCursor(placeOf(last)) : null,
  };
}

/** How much waits for the actor. */
export async function countInbox(tx: TxCtx): Promise<number> {
  return (await countMentions(tx)) + (await countWaitingTasks(tx));
}

function placeOf({ id, createdAt }: InboxItemDto): Place {
  return { id, at: createdAt };
}

function byLatest(a: InboxItemDto, b: InboxItemDto): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
