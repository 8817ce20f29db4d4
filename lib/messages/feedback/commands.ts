import { forbidden, notFound } from "@/lib/core/errors";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { getMessageDto } from "../queries";

type Quote = { messageId: string; n: number };

/**
 * Says whether a quote helped; the last word holds. Throws NOT_FOUND where the actor does not see the answer or the quote. Emits: none, nobody
 * is told. Exempt from audit: it changes nothing that anybody is answered.
 */
export function giveFeedback(
  ctx: Ctx,
  { messageId, n, helpful }: Quote & { helpful: boolean },
): Promise<void> {
  return transaction(ctx, async (tx) => {
    const key = await keyOf(tx, { messageId, n });
    await tx.db.citationFeedback.upsert({
      where: { workspaceId_messageId_n_memberId: key },
      create: { ...key, isHelpful: helpful, createdAt: tx.clock.now() },
      update: { isHelpful: helpful, createdAt: tx.clock.now() },
    });
  });
}

/** Takes it back. Emits: none. Exempt from audit: see giveFeedback. */
export function takeFeedbackBack(ctx: Ctx, quote: Quote): Promise<void> {
  return transaction(ctx, async (tx) => {
    await tx.db.citationFeedback.deleteMany({ where: await keyOf(tx, quote) });
  });
}

async function keyOf(tx: TxCtx, { messageId, n }: Quote) {
  const memberId = actorMemberId(tx);
  if (!memberId) throw forbidden("Only members say whether a quote helped.");
  const { citations } = await getMessageDto(tx, messageId);
  if (!citations.some((citation) => citation.n === n)) throw notFound("quote");
  return { workspaceId: tx.workspaceId, messageId, n, memberId };
}
