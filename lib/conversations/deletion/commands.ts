import { appendAudit } from "@/lib/audit/policy";
import { notFound } from "@/lib/core/errors";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueueAll } from "@/lib/outbox";
import { conversationKey, refuseTakenName } from "../commands";
import { conversationGone, conversationListChanged } from "../events";
import { requireCanManage } from "../policy";
import { getConversationDto, getDeletedConversation, lockConversation } from "../queries";
import type { ConversationDto } from "../schema";

/**
 * Soft: gone from lists, search and answers at once. Emits conversation.deleted to who has it on screen and conversation.created (gone) to
 * everybody in it. Audited.
 */
export function deleteConversation(ctx: Ctx | TxCtx, conversationId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const { conversation, viewer } = await lockConversation(tx, conversationId);
    requireCanManage(viewer, conversation);
    await tx.db.conversation.update({
      where: conversationKey(tx, conversationId),
      data: { deletedAt: tx.clock.now() },
    });
    const memberIds = await listMemberIds(tx, conversationId);
    await enqueueAll(tx, [
      conversationGone({ conversationId, memberId: actorMemberId(tx) }),
      conversationListChanged({ conversationId, memberIds, gone: true }),
    ]);
    await note(tx, conversationId, "conversation.deleted");
  });
}

/**
 * Brings a deleted conversation back for everybody who was in it, with all that was said. Throws NOT_FOUND where there is none, CONFLICT where
 * another channel has its name by now. Emits conversation.created to everybody in it. Audited.
 */
export function restoreConversation(ctx: Ctx | TxCtx, conversationId: string): Promise<ConversationDto> {
  return transaction(ctx, async (tx) => {
    const { conversation, viewer } = await getDeletedConversation(tx, conversationId);
    requireCanManage(viewer, conversation);
    const { kind, visibility, name } = conversation;
    if (kind === "channel" && visibility === "public" && name !== null)
      await refuseTakenName(tx, name, conversationId);
    const { count } = await tx.db.conversation.updateMany({
      where: { workspaceId: tx.workspaceId, id: conversationId, deletedAt: { not: null } },
      data: { deletedAt: null },
    });
    if (count === 0) throw notFound("deleted conversation");
    const memberIds = await listMemberIds(tx, conversationId);
    await enqueueAll(tx, [conversationListChanged({ conversationId, memberIds, gone: false })]);
    await note(tx, conversationId, "conversation.restored");
    return getConversationDto(tx, conversationId);
  });
}

async function listMemberIds(tx: TxCtx, conversationId: string): Promise<string[]> {
  const rows = await tx.db.participant.findMany({
    where: { workspaceId: tx.workspaceId, conversationId },
    select: { memberId: true },
  });
  return rows.map(({ memberId }) => memberId);
}

/** No name: what a private channel is called must not stand in the log. */
async function note(
  tx: TxCtx,
  id: string,
  action: "conversation.deleted" | "conversation.restored",
): Promise<void> {
  await appendAudit(tx, { action, target: { kind: "conversation", id } });
}
