import type { TxCtx } from "@/lib/ctx";

export type NewMessage = {
  id: string;
  conversationId: string;
  parentId: string | null;
  replySeq: number | null;
  clientId: string;
  senderId: string;
  role: "user" | "assistant";
  body: string;
  status: "complete" | "streaming";
  runId: string | null;
  mentionsAll: boolean;
  createdAt: Date;
};

export type Numbers = { eventSeq: number; messageSeq: number; seq: number | null };

/**
 * Takes the next numbers of a conversation, writes the message and its line in the log, and moves the sender's own pointers: one
 * statement, whatever the size of the channel. The conversation's row is locked by the caller. A reply burns no message_seq.
 */
export async function insertNumbered(tx: TxCtx, message: NewMessage): Promise<Numbers> {
  const rows = await tx.db.$queryRaw<Numbers[]>`
    with bumped as (
      update "Conversation" set
        "eventSeq" = "eventSeq" + 1,
        "messageSeq" = "messageSeq" + case when ${message.parentId}::uuid is null then 1 else 0 end,
        "lastMessageAt" = ${message.createdAt}::timestamptz
      where "workspaceId" = ${tx.workspaceId}::uuid and id = ${message.conversationId}::uuid
      returning "eventSeq", "messageSeq"
    ), numbered as (
      select "eventSeq", "messageSeq",
        case when ${message.parentId}::uuid is null then "messageSeq" end as seq
      from bumped
    ), inserted as (
      insert into "Message" ("workspaceId", id, "conversationId", seq, "replySeq", "parentId", "clientId", "senderId", role, body,
        status, "runId", "mentionsAll", "createdAt")
      select ${tx.workspaceId}::uuid, ${message.id}::uuid, ${message.conversationId}::uuid, seq, ${message.replySeq}::int,
        ${message.parentId}::uuid, ${message.clientId}::uuid, ${message.senderId}::uuid, ${message.role}, ${message.body},
        ${message.status}, ${message.runId}::uuid, ${message.mentionsAll}, ${message.createdAt}::timestamptz
      from numbered
    ), logged as (
      insert into "ConversationEvent" ("workspaceId", "conversationId", seq, kind, "messageId", "createdAt")
      select ${tx.workspaceId}::uuid, ${message.conversationId}::uuid, "eventSeq", 'message.created', ${message.id}::uuid,
        ${message.createdAt}::timestamptz
      from numbered
    ), moved as (
      update "Participant" p set
        "lastReadSeq" = n.seq, "deliveredSeq" = n.seq, "seenSeq" = n.seq
      from numbered n
      where n.seq is not null and p."workspaceId" = ${tx.workspaceId}::uuid
        and p."conversationId" = ${message.conversationId}::uuid and p."memberId" = ${message.senderId}::uuid
    )
    select "eventSeq", "messageSeq", seq from numbered`;
  const numbers = rows[0];
  if (!numbers) throw new Error("The conversation vanished while its row was locked.");
  return numbers;
}
