import type { TxCtx } from "@/lib/ctx";

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
