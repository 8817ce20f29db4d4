import { forbidden, notFound } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { Participant, Prisma } from "@/prisma/generated/client";
import { readChanged, receiptChanged, typingChanged } from "../events";
import { getConversation, getConversationDto } from "../queries";
import type { ReadMark } from "../schema";

type ReadState = { lastReadSeq: number; unread: number; mentions: number };

/**
 * Sets one's own read pointer, clamped to what exists; it may move back. Who is named above it waits no longer; who is named in a thread
 * does until that thread is read. Throws NOT_FOUND for a thread that is not in it. Emits read.changed to one's own windows.
 */
export function markRead(
  ctx: Ctx | TxCtx,
  conversationId: string,
  { seq, threadId }: ReadMark,
): Promise<ReadState> {
  return transaction(ctx, async (tx) => {
    const { conversation, own } = await getConversation(tx, conversationId);
    if (!own) return { lastReadSeq: conversation.messageSeq, unread: 0, mentions: 0 };
    const lastReadSeq = Math.min(seq ?? own.lastReadSeq, conversation.messageSeq);
    if (seq !== undefined) {
      await tx.db.participant.update({ where: keyOf(own), data: { lastReadSeq } });
      await settleMentions(tx, own, { seq: { lte: lastReadSeq }, message: { parentId: null } });
    }
    if (threadId) {
      const ofThread = { workspaceId: tx.workspaceId, conversationId, id: threadId };
      if ((await tx.db.message.count({ where: ofThread })) === 0) throw notFound("message");
      await settleMentions(tx, own, { message: { parentId: threadId } });
    }
    const { unread, mentions } = await getConversationDto(tx, conversationId);
    await enqueue(tx, readChanged({ conversationId, memberId: own.memberId, lastReadSeq, mentions }));
    return { lastReadSeq, unread, mentions };
  });
}

async function settleMentions(
  tx: TxCtx,
  { conversationId, memberId }: Participant,
  read: Prisma.MentionWhereInput,
): Promise<void> {
  await tx.db.mention.updateMany({
    where: { workspaceId: tx.workspaceId, conversationId, memberId, doneAt: null, ...read },
    data: { doneAt: tx.clock.now() },
  });
}

type Receipts = { deliveredSeq?: number | undefined; seenSeq?: number | undefined };

/** Moves one's receipts forward, never back. Never on the log; emits receipt.changed to who has it on screen. */
export function setReceipts(
  ctx: Ctx | TxCtx,
  conversationId: string,
  input: Receipts,
): Promise<{ deliveredSeq: number; seenSeq: number }> {
  return transaction(ctx, async (tx) => {
    const { conversation, own } = await getConversation(tx, conversationId);
    if (!own) throw forbidden("You are not in this conversation.");
    const most = conversation.messageSeq;
    const seen = Math.min(input.seenSeq ?? 0, most);
    const delivered = Math.max(seen, Math.min(input.deliveredSeq ?? 0, most));
    // Another window of theirs, or what they send, may move them at the same moment.
    const [moved] = await tx.db.$queryRaw<{ deliveredSeq: number; seenSeq: number }[]>`
      update "Participant" set "seenSeq" = greatest("seenSeq", ${seen}::int),
        "deliveredSeq" = greatest("deliveredSeq", ${delivered}::int)
      where "workspaceId" = ${tx.workspaceId}::uuid and "conversationId" = ${conversationId}::uuid
        and "memberId" = ${own.memberId}::uuid and ("seenSeq" < ${seen}::int or "deliveredSeq" < ${delivered}::int)
      returning "deliveredSeq", "seenSeq"`;
    if (!moved) return { deliveredSeq: own.deliveredSeq, seenSeq: own.seenSeq };
    await enqueue(tx, receiptChanged({ conversationId, memberId: own.memberId, ...moved }));
    return moved;
  });
}

/** Tells who has the conversation on screen. Nothing is stored, so nothing is enqueued: a lost hint is a hint. */
export async function setTyping(ctx: Ctx, conversationId: string, typing: boolean): Promise<void> {
  const own = await transaction(ctx, async (tx) => (await getConversation(tx, conversationId)).own);
  if (!own || !("name" in ctx.actor)) throw forbidden("You are not in this conversation.");
  const event = typingChanged({ conversationId, memberId: own.memberId, name: ctx.actor.name, typing });
  await ctx.realtime.publish([event]).catch(() => undefined);
}

function keyOf(own: Participant) {
  const { workspaceId, conversationId, memberId } = own;
  return { workspaceId_conversationId_memberId: { workspaceId, conversationId, memberId } };
}
