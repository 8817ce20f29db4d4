import { AppError, forbidden, invalid } from "@/lib/core/errors";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { accessRevoked } from "@/lib/members/events";
import { visibleMembers } from "@/lib/members/policy";
import { enqueue } from "@/lib/outbox";
import { conversationListChanged, participantChanged } from "../events";
import { appendEvent, nextEventSeq } from "../log/commands";
import { requireCanManage } from "../policy";
import { getConversationDto, lockConversation, toParticipantDto } from "../queries";
import { canInvite, canJoin } from "../rules";
import type { ConversationDto, ParticipantDto } from "../schema";
import { getParticipant } from "./queries";

type NewParticipant = { memberId: string; role: "admin" | "member" };

/** Joins a public channel. Joining twice changes nothing. */
export function joinConversation(ctx: Ctx | TxCtx, conversationId: string): Promise<ConversationDto> {
  return transaction(ctx, async (tx) => {
    const { conversation, own, viewer } = await lockConversation(tx, conversationId);
    if (!own) {
      if (!canJoin(viewer, conversation)) throw forbidden("This conversation cannot be joined.");
      await addParticipants(tx, conversationId, [{ memberId: viewer.memberId, role: "member" }]);
    }
    return getConversationDto(tx, conversationId);
  });
}

/** Brings a member of the workspace in. Throws INVALID for somebody who is not, or no longer, one. */
export function addParticipant(
  ctx: Ctx | TxCtx,
  conversationId: string,
  input: NewParticipant,
): Promise<ParticipantDto> {
  return transaction(ctx, async (tx) => {
    const { conversation, viewer } = await lockConversation(tx, conversationId);
    if (!canInvite(viewer, conversation)) throw forbidden("You cannot bring others into this conversation.");
    if (input.role === "admin") requireCanManage(viewer, conversation);
    await addParticipants(tx, conversationId, [input], "memberId");
    return toParticipantDto(await getParticipant(tx, conversationId, input.memberId));
  });
}

/** Makes somebody an admin, or a member again; never leaves a channel without an admin. */
export function changeParticipantRole(
  ctx: Ctx | TxCtx,
  conversationId: string,
  memberId: string,
  role: "admin" | "member",
): Promise<ParticipantDto> {
  return transaction(ctx, async (tx) => {
    const { conversation, viewer } = await lockConversation(tx, conversationId);
    requireCanManage(viewer, conversation);
    const participant = await getParticipant(tx, conversationId, memberId);
    if (participant.role === "admin" && role === "member") await keepAnAdmin(tx, conversationId, memberId);
    await tx.db.participant.update({ where: keyOf(tx, conversationId, memberId), data: { role } });
    const dto = toParticipantDto({ ...participant, role });
    await announce(tx, conversationId, memberId, dto);
    return dto;
  });
}

/** Leaves, or removes another. Their live connections end at once; what they wrote stays. */
export function removeParticipant(ctx: Ctx | TxCtx, conversationId: string, memberId: string): Promise<void> {
  return transaction(ctx, async (tx) => {
    const { conversation, viewer } = await lockConversation(tx, conversationId);
    if (conversation.kind === "direct") throw forbidden("A direct message keeps everybody in it.");
    if (memberId !== viewer.memberId) requireCanManage(viewer, conversation);
    const participant = await getParticipant(tx, conversationId, memberId);
    if (participant.role === "admin") await keepAnAdmin(tx, conversationId, memberId);
    await tx.db.participant.delete({ where: keyOf(tx, conversationId, memberId) });
    await countMembers(tx, conversationId, -1);
    await announce(tx, conversationId, memberId, null);
    await enqueue(tx, conversationListChanged({ conversationId, memberIds: [memberId], gone: true }));
    await enqueue(
      tx,
      accessRevoked({ memberId, userId: participant.member.userId, reason: "left the conversation" }),
    );
  });
}

export function leaveConversation(ctx: Ctx | TxCtx, conversationId: string): Promise<void> {
  const memberId = actorMemberId(ctx);
  if (!memberId) throw forbidden("Only members leave conversations.");
  return removeParticipant(ctx, conversationId, memberId);
}

/** Adds who is not in it yet, reading from here on. The conversation's row is locked by its caller, or new. */
export async function addParticipants(
  tx: TxCtx,
  conversationId: string,
  people: NewParticipant[],
  field: "participantIds" | "memberId" = "participantIds",
): Promise<void> {
  const ids = people.map((person) => person.memberId);
  // Whom the actor may not know of is as unknown as an id that nobody has: a guest meets only who shares a conversation with them.
  const members = await tx.db.member.findMany({
    where: {
      AND: [
        { workspaceId: tx.workspaceId, id: { in: ids }, status: "active" },
        { OR: [visibleMembers(tx), { kind: "assistant" }] },
      ],
    },
    select: { id: true },
  });
  if (members.length < new Set(ids).size)
    throw invalid(field, "Somebody here is not a member of this workspace.");
  const present = await tx.db.participant.findMany({
    where: { workspaceId: tx.workspaceId, conversationId, memberId: { in: ids } },
    select: { memberId: true },
  });
  const already = new Set(present.map((row) => row.memberId));
  const joining = people.filter((person) => !already.has(person.memberId));
  if (joining.length === 0) return;
  const { messageSeq } = await countMembers(tx, conversationId, joining.length);
  await tx.db.participant.createMany({
    data: joining.map((person) => ({
      workspaceId: tx.workspaceId,
      conversationId,
      ...person,
      lastReadSeq: messageSeq,
      deliveredSeq: messageSeq,
      seenSeq: messageSeq,
      joinedAt: tx.clock.now(),
    })),
  });
  for (const { memberId } of joining) {
    await announce(
      tx,
      conversationId,
      memberId,
      toParticipantDto(await getParticipant(tx, conversationId, memberId)),
    );
  }
  const memberIds = joining.map((person) => person.memberId);
  await enqueue(tx, conversationListChanged({ conversationId, memberIds, gone: false }));
}

async function announce(
  tx: TxCtx,
  conversationId: string,
  memberId: string,
  participant: ParticipantDto | null,
): Promise<void> {
  const seq = await nextEventSeq(tx, conversationId);
  await appendEvent(tx, { conversationId, seq, kind: "participant.changed", memberId });
  await enqueue(tx, participantChanged({ conversationId, eventSeq: seq, memberId, participant }));
}

function countMembers(tx: TxCtx, conversationId: string, change: number): Promise<{ messageSeq: number }> {
  return tx.db.conversation.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id: conversationId } },
    data: { memberCount: { increment: change } },
    select: { messageSeq: true },
  });
}

async function keepAnAdmin(tx: TxCtx, conversationId: string, leavingId: string): Promise<void> {
  const rest = await tx.db.participant.findMany({
    where: { workspaceId: tx.workspaceId, conversationId, NOT: { memberId: leavingId } },
    select: { role: true },
  });
  if (rest.length > 0 && !rest.some((row) => row.role === "admin")) {
    throw new AppError("CONFLICT", "Make somebody else an admin first: a channel always has one.");
  }
}

function keyOf(tx: TxCtx, conversationId: string, memberId: string) {
  return { workspaceId_conversationId_memberId: { workspaceId: tx.workspaceId, conversationId, memberId } };
}
