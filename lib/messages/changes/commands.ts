import { appendEvent, nextEventSeq } from "@/lib/conversations/log/commands";
import { lockConversation } from "@/lib/conversations/queries";
import type { DomainEvent } from "@/lib/core/event";
import type { TxCtx } from "@/lib/ctx";
import { enqueueAll } from "@/lib/outbox";
import { conversationIndexRequested, messageRevised, type messageUpdated, reactionChanged } from "../events";
import { getMessage, getMessageDto } from "../queries";
import type { MessageDto } from "../schema";

type Announce = typeof messageUpdated;

/**
 * A numbered change of one message: its line in the log, its event with the current content, its place in the index, and word of it to
 * whoever reads what quotes it.
 */
export async function announceChange(
  tx: TxCtx,
  conversationId: string,
  messageId: string,
  event: Announce,
): Promise<MessageDto> {
  const eventSeq = await nextEventSeq(tx, conversationId);
  await appendEvent(tx, { conversationId, seq: eventSeq, kind: event.eventName, messageId });
  const message = await getMessageDto(tx, messageId);
  await enqueueAll(tx, [
    event({ conversationId, eventSeq, messageId, message }),
    ...(changesText(event, message) ? await revisions(tx, message) : []),
  ]);
  return message;
}

function changesText(event: Announce, message: MessageDto): boolean {
  return (
    message.role === "user" && message.type !== "report" && event.eventName !== reactionChanged.eventName
  );
}

/** Public channels tell the whole workspace; private ones those who are in them, by the event of the change itself. */
async function revisions(tx: TxCtx, { id: messageId, conversationId }: MessageDto): Promise<DomainEvent[]> {
  const { workspaceId } = tx;
  const isPublic = await tx.db.conversation.count({
    where: { workspaceId, id: conversationId, kind: "channel", visibility: "public" },
  });
  return [
    conversationIndexRequested({ conversationId }),
    ...(isPublic ? [messageRevised({ workspaceId, conversationId, messageId })] : []),
  ];
}

/** The message with its conversation's row locked, so that its change takes its number in order. */
export async function lockMessage(tx: TxCtx, messageId: string): ReturnType<typeof getMessage> {
  const { row } = await getMessage(tx, messageId);
  await lockConversation(tx, row.conversationId);
  return getMessage(tx, messageId);
}
