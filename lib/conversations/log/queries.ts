import { AppError } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import { findMessageDtos } from "@/lib/messages/queries";
import type { ConversationEvent } from "@/prisma/generated/client";
import { getConversation, toConversationCore, toParticipantDto } from "../queries";
import type { EventDto, ParticipantDto } from "../schema";

/**
 * The changes after an event_seq, in order, each with the current content of what it names: a text that was deleted since is
 * gone here too. Throws GONE when the log no longer reaches back that far (it is kept 30 days): fetch everything again.
 */
export async function listEvents(
  tx: TxCtx,
  conversationId: string,
  page: { after: number; limit: number },
): Promise<{ items: EventDto[]; lastSeq: number }> {
  const { conversation } = await getConversation(tx, conversationId);
  const rows = await tx.db.conversationEvent.findMany({
    where: { workspaceId: tx.workspaceId, conversationId, seq: { gt: page.after } },
    orderBy: { seq: "asc" },
    take: page.limit,
  });
  const first = rows[0]?.seq ?? conversation.eventSeq + 1;
  if (page.after < conversation.eventSeq && first > page.after + 1) {
    throw new AppError("GONE", "These changes are too old to be listed. Load the conversation again.");
  }
  const messages = await findMessageDtos(tx, idsOf(rows, "messageId"));
  const participants = await findParticipants(tx, conversationId, idsOf(rows, "memberId"));
  const core = toConversationCore(conversation);
  const items = rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    messageId: row.messageId,
    memberId: row.memberId,
    ...(row.messageId ? { message: messages.get(row.messageId) } : {}),
    ...(row.memberId ? { participant: participants.get(row.memberId) ?? null } : {}),
    ...(row.kind === "conversation.updated" ? { conversation: core } : {}),
  }));
  return { items, lastSeq: conversation.eventSeq };
}

function idsOf(rows: ConversationEvent[], key: "messageId" | "memberId"): string[] {
  return [...new Set(rows.flatMap((row) => row[key] ?? []))];
}

async function findParticipants(
  tx: TxCtx,
  conversationId: string,
  ids: string[],
): Promise<Map<string, ParticipantDto>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db.participant.findMany({
    where: { workspaceId: tx.workspaceId, conversationId, memberId: { in: ids } },
    include: { member: true },
  });
  return new Map(rows.map((row) => [row.memberId, toParticipantDto(row)]));
}
