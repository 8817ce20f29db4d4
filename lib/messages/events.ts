import * as z from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";
import { MessageDto } from "./schema";

const numbered = { conversationId: Id, eventSeq: z.int(), messageId: Id };

/** `message` is left out when it does not fit an event's 10 kB: fetch it by its number in the log. */
const withMessage = z.object({ ...numbered, message: MessageDto.optional() });
const toConversation = ({ conversationId }: { conversationId: string }) => [
  topics.conversation(conversationId),
];
const idsOnly = (payload: { conversationId: string; eventSeq: number; messageId: string }) => ({
  conversationId: payload.conversationId,
  eventSeq: payload.eventSeq,
  messageId: payload.messageId,
});

export const messageCreated = defineEvent({
  name: "message.created",
  payload: withMessage,
  topics: toConversation,
  slim: idsOnly,
});
export const messageUpdated = defineEvent({
  name: "message.updated",
  payload: withMessage,
  topics: toConversation,
  slim: idsOnly,
});
export const messageDeleted = defineEvent({
  name: "message.deleted",
  payload: withMessage,
  topics: toConversation,
  slim: idsOnly,
});
export const reactionChanged = defineEvent({
  name: "reaction.changed",
  payload: withMessage,
  topics: toConversation,
  slim: idsOnly,
});

/**
 * To the workspace: what a message of a public channel says is something else now, or gone. For answers and tasks that quote it. Ids alone;
 * whoever hears the channel itself hears it there.
 */
export const messageRevised = defineEvent({
  name: "message.revised",
  payload: z.object({ workspaceId: Id, conversationId: Id, messageId: Id }),
  topics: ({ workspaceId }) => [topics.workspace(workspaceId)],
});

/** A job: a message was deleted, and what it said is forgotten once that can no longer be undone. */
export const messageSetAside = defineEvent({
  name: "message.set_aside",
  payload: z.object({ messageId: Id, deletedAt: z.iso.datetime() }),
  job: true,
});

/** A job: a message says something else now, and who rests on it is told. */
export const messageEdited = defineEvent({
  name: "message.edited",
  payload: z.object({ messageId: Id }),
  job: true,
});

/** To a person: something waits, or no longer does. */
export const inboxChanged = defineEvent({
  name: "inbox.changed",
  payload: z.object({ memberId: Id, conversationId: Id, messageId: Id.nullable() }),
  topics: ({ memberId }) => [topics.member(memberId)],
});

/** A job: something was written, edited or deleted, and the index is to follow. */
export const conversationIndexRequested = defineEvent({
  name: "conversation.index_requested",
  payload: z.object({ conversationId: Id }),
  job: true,
});

/** A job: an assistant was asked in front of others; its turn is to be run. */
export const assistantMentioned = defineEvent({
  name: "assistant.mentioned",
  payload: z.object({ conversationId: Id, messageId: Id, assistantId: Id, askedById: Id }),
  job: true,
});
