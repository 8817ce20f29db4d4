import type { DomainEvent } from "@/lib/core/event";
import type { TxCtx } from "@/lib/ctx";
import { OUTBOX_COLUMNS, outboxValues, toOutboxRows } from "@/lib/outbox";
import type { MessageDto } from "../schema";

export type NewMessage = {
  id: string;
  conversationId: string;
  parentId: string | null;
  replySeq: number | null;
  clientId: string;
  senderId: string;
  type: MessageDto["type"];
  role: "user" | "assistant";
  body: string;
  status: "complete" | "streaming";
  runId: string | null;
  recordingId: string | null;
  mentionsAll: boolean;
  createdAt: Date;
};

export type Numbers = { eventSeq: number; messageSeq: number; seq: number | null };

/** The next numbers of a conversation whose row is locked. A reply burns no message_seq. */
export function nextNumbers(
  conversation: { eventSeq: number; messageSeq: number },
  { parentId }: { parentId: string | null },
): Numbers {
  const messageSeq = conversation.messageSeq + (parentId === null ? 1 : 0);
  return { eventSeq: conversation.eventSeq + 1, messageSeq, seq: parentId === null ? messageSeq : null };
}

/**
 * Writes a message with its numbers, its line in the log and its events, and moves the sender's own pointers: one statement, whatever the
 * size of the channel. The caller holds the lock of the conversation's row. Writes nothing and returns false when the sender has used this
 * clientId before.
 */
export async function insertNumbered(
  tx: TxCtx,
  message: NewMessage,
  numbers: Numbers,
  events: DomainEvent[],
): Promise<boolean> {
  const rows = toOutboxRows(tx, events);
  const inserted = await tx.db.$queryRaw<unknown[]>`
    with bumped as (
      update "Conversation" set
        "eventSeq" = ${numbers.eventSeq}::int, "messageSeq" = ${numbers.messageSeq}::int,
        "lastMessageAt" = ${message.createdAt}::timestamptz
      where "workspaceId" = ${tx.workspaceId}::uuid and id = ${message.conversationId}::uuid and not exists (
        select from "Message" known where known."workspaceId" = ${tx.workspaceId}::uuid
          and known."senderId" = ${message.senderId}::uuid and known."clientId" = ${message.clientId}::uuid
      )
      returning id
    ), inserted as (
      insert into "Message" ("workspaceId", id, "conversationId", seq, "replySeq", "parentId", "clientId", "senderId", type, role, body,
        status, "runId", "recordingId", "mentionsAll", "createdAt")
      select ${tx.workspaceId}::uuid, ${message.id}::uuid, bumped.id, ${numbers.seq}::int, ${message.replySeq}::int,
        ${message.parentId}::uuid, ${message.clientId}::uuid, ${message.senderId}::uuid, ${message.type},
        ${message.role}, ${message.body},
        ${message.status}, ${message.runId}::uuid, ${message.recordingId}::uuid, ${message.mentionsAll}, ${message.createdAt}::timestamptz
      from bumped
    ), logged as (
      insert into "ConversationEvent" ("workspaceId", "conversationId", seq, kind, "messageId", "createdAt")
      select ${tx.workspaceId}::uuid, bumped.id, ${numbers.eventSeq}::int, 'message.created', ${message.id}::uuid,
        ${message.createdAt}::timestamptz
      from bumped
    ), moved as (
      update "Participant" p set
        "lastReadSeq" = ${numbers.seq}::int, "deliveredSeq" = ${numbers.seq}::int, "seenSeq" = ${numbers.seq}::int
      from bumped
      where ${numbers.seq}::int is not null and p."workspaceId" = ${tx.workspaceId}::uuid
        and p."conversationId" = bumped.id and p."memberId" = ${message.senderId}::uuid
    ), queued as (
      insert into "Outbox" (${OUTBOX_COLUMNS})
      select outbox.* from bumped, (${outboxValues(tx, rows)}) outbox
    )
    select id from bumped`;
  if (inserted.length === 0) return false;
  tx.outbox.push(...rows);
  return true;
}
