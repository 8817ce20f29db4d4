import { DAY } from "@/lib/core/clock";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";

type LogLine = { conversationId: string; seq: number; kind: string; messageId?: string; memberId?: string };

/** One line of the conversation's log: kinds and ids, never a body. */
export async function appendEvent(tx: TxCtx, line: LogLine): Promise<void> {
  await tx.db.conversationEvent.create({
    data: { workspaceId: tx.workspaceId, createdAt: tx.clock.now(), ...line },
  });
}

/** Takes the next event_seq; the row stays locked until the transaction ends. */
export async function nextEventSeq(tx: TxCtx, conversationId: string): Promise<number> {
  const row = await tx.db.conversation.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: conversationId } },
    data: { eventSeq: { increment: 1 } },
    select: { eventSeq: true },
  });
  return row.eventSeq;
}

/** A page that was away for longer is told to load everything again. */
const KEPT_DAYS = 30;
const AT_ONCE = 5_000;

/**
 * Forgets the lines of a workspace's logs that are older, in each conversation up to the newest of them: a log has no hole in its middle.
 * Returns how many. Emits: none. Exempt from audit: what they tell of stays.
 */
export async function forgetOldEvents(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - KEPT_DAYS * DAY);
  for (let total = 0; ; ) {
    const count = await transaction(
      ctx,
      (tx) => tx.db.$executeRaw`
        delete from "ConversationEvent" e using (
          select "conversationId", max(seq) as seq from (
            select "conversationId", seq from "ConversationEvent"
            where "workspaceId" = ${tx.workspaceId}::uuid and "createdAt" < ${before}::timestamptz
            order by "createdAt", "conversationId", seq limit ${AT_ONCE}
          ) oldest group by "conversationId"
        ) old
        where e."workspaceId" = ${tx.workspaceId}::uuid and e."conversationId" = old."conversationId" and e.seq <= old.seq`,
    );
    if (count === 0) return total;
    total += count;
  }
}
