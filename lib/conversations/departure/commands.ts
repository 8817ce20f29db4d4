import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { participantChanged } from "../events";
import { appendEvent } from "../log/commands";
import { toParticipantDto } from "../queries";

/**
 * Takes somebody who was removed from the workspace, and is not back, out of its channels and chats; direct messages keep who wrote in them.
 * A channel whose only admin they were gets its longest-standing person as admin. Returns how many they were in. Emits participant.changed
 * for each. No audit entry: the removal has one.
 */
export async function leaveConversations(ctx: Ctx, memberId: string): Promise<number> {
  const places = await transaction(ctx, (tx) =>
    tx.db.participant.findMany({
      where: {
        workspaceId: tx.workspaceId,
        memberId,
        conversation: { kind: { not: "direct" } },
      },
      select: { conversationId: true },
      orderBy: { conversationId: "asc" },
    }),
  );
  for (const { conversationId } of places)
    await transaction(ctx, (tx) => leave(tx, conversationId, memberId));
  return places.length;
}

async function leave(tx: TxCtx, conversationId: string, memberId: string): Promise<void> {
  const { workspaceId } = tx;
  await tx.db.$queryRaw`
    select 1 from "Conversation"
    where "workspaceId" = ${workspaceId}::uuid and id = ${conversationId}::uuid for update`;
  const { count } = await tx.db.participant.deleteMany({
    where: { workspaceId, conversationId, memberId, member: { status: "removed" } },
  });
  if (count === 0) return; // a repeated step, or they came back meanwhile
  const eventSeq = await bump(tx, conversationId, { memberCount: { decrement: 1 } });
  await appendEvent(tx, { conversationId, seq: eventSeq, kind: "participant.changed", memberId });
  await enqueue(tx, participantChanged({ conversationId, eventSeq, memberId, participant: null }));
  await keepAnAdmin(tx, conversationId);
}

async function keepAnAdmin(tx: TxCtx, conversationId: string): Promise<void> {
  const { workspaceId } = tx;
  const rest = await tx.db.participant.findMany({
    where: { workspaceId, conversationId },
    include: { member: true },
    orderBy: [{ joinedAt: "asc" }, { memberId: "asc" }],
  });
  const heir = rest.find(({ member }) => member.kind === "person" && member.status === "active");
  if (!heir || rest.some(({ role }) => role === "admin")) return;
  const { memberId } = heir;
  await tx.db.participant.update({
    where: { workspaceId_conversationId_memberId: { workspaceId, conversationId, memberId } },
    data: { role: "admin" },
  });
  const eventSeq = await bump(tx, conversationId, {});
  await appendEvent(tx, { conversationId, seq: eventSeq, kind: "participant.changed", memberId });
  const participant = toParticipantDto({ ...heir, role: "admin" });
  await enqueue(tx, participantChanged({ conversationId, eventSeq, memberId, participant }));
}

async function bump(
  tx: TxCtx,
  conversationId: string,
  change: { memberCount?: { decrement: number } },
): Promise<number> {
  const { eventSeq } = await tx.db.conversation.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: conversationId } },
    data: { ...change, eventSeq: { increment: 1 } },
    select: { eventSeq: true },
  });
  return eventSeq;
}
