import { AppError, forbidden, invalid } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { announceChange, lockMessage } from "../changes/commands";
import { reactionChanged } from "../events";
import { toMessageDto } from "../queries";
import { canReact } from "../rules";
import type { MessageDto } from "../schema";

type Reaction = { messageId: string; emoji: string };
const MOST_EMOJI = 30;

/** Reacts; reacting twice changes nothing. Emits reaction.changed. */
export function addReaction(ctx: Ctx | TxCtx, { messageId, emoji }: Reaction): Promise<MessageDto> {
  return transaction(ctx, async (tx) => {
    const { row, memberId } = await lockForReaction(tx, messageId);
    if (new Set(row.reactions.map((reaction) => reaction.emoji)).add(emoji).size > MOST_EMOJI) {
      throw invalid("emoji", `A message carries at most ${MOST_EMOJI} different reactions.`);
    }
    const { count } = await tx.db.reaction.createMany({
      data: [{ workspaceId: tx.workspaceId, messageId, memberId, emoji, createdAt: tx.clock.now() }],
      skipDuplicates: true,
    });
    if (count === 0) return toMessageDto(row);
    return announceChange(tx, row.conversationId, messageId, reactionChanged);
  });
}

/** Takes one's own reaction back. Emits reaction.changed. */
export function removeReaction(ctx: Ctx | TxCtx, { messageId, emoji }: Reaction): Promise<MessageDto> {
  return transaction(ctx, async (tx) => {
    const { row, memberId } = await lockForReaction(tx, messageId);
    const { count } = await tx.db.reaction.deleteMany({
      where: { workspaceId: tx.workspaceId, messageId, memberId, emoji },
    });
    if (count === 0) return toMessageDto(row);
    return announceChange(tx, row.conversationId, messageId, reactionChanged);
  });
}

async function lockForReaction(tx: TxCtx, messageId: string) {
  const { row, viewed } = await lockMessage(tx, messageId);
  if (row.deletedAt) throw new AppError("GONE", "This message was deleted.");
  if (!canReact(viewed.viewer, toMessageDto(row))) throw forbidden("Join the channel first to react.");
  return { row, memberId: viewed.viewer.memberId };
}
