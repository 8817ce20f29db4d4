import * as z from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";
import { ConversationCore, ParticipantDto } from "./schema";

/** Every change of a conversation carries its number in the log. */
const numbered = { conversationId: Id, eventSeq: z.int() };

export const conversationUpdated = defineEvent({
  name: "conversation.updated",
  payload: z.object({ ...numbered, conversation: ConversationCore }),
  topics: ({ conversationId }) => [topics.conversation(conversationId)],
});

export const participantChanged = defineEvent({
  name: "participant.changed",
  payload: z.object({ ...numbered, memberId: Id, participant: ParticipantDto.nullable() }),
  topics: ({ conversationId }) => [topics.conversation(conversationId)],
});

/** To a person: a conversation appeared in, changed in, or left their sidebar. No number: hints to fetch. */
export const conversationListChanged = defineEvent({
  name: "conversation.created",
  payload: z.object({ conversationId: Id, memberIds: z.array(Id), gone: z.boolean() }),
  topics: ({ memberIds }) => memberIds.map(topics.member),
});

/** To whoever has it on screen, readers of a public channel among them: somebody deleted it. */
export const conversationGone = defineEvent({
  name: "conversation.deleted",
  payload: z.object({ conversationId: Id, memberId: Id.nullable() }),
  topics: ({ conversationId }) => [topics.conversation(conversationId)],
});

/** To the workspace: how far a public channel is. Not for guests, who do not hear this topic. */
export const conversationBumped = defineEvent({
  name: "conversation.bumped",
  payload: z.object({
    workspaceId: Id,
    id: Id,
    eventSeq: z.int(),
    messageSeq: z.int(),
    senderId: Id.nullable(),
  }),
  topics: ({ workspaceId }) => [topics.workspace(workspaceId)],
});

/** To one's own other windows. */
export const readChanged = defineEvent({
  name: "read.changed",
  payload: z.object({ conversationId: Id, memberId: Id, lastReadSeq: z.int(), mentions: z.int() }),
  topics: ({ memberId }) => [topics.member(memberId)],
});

export const receiptChanged = defineEvent({
  name: "receipt.changed",
  payload: z.object({ conversationId: Id, memberId: Id, deliveredSeq: z.int(), seenSeq: z.int() }),
  topics: ({ conversationId }) => [topics.live(conversationId)],
});

export const typingChanged = defineEvent({
  name: "typing.changed",
  payload: z.object({ conversationId: Id, memberId: Id, name: z.string(), typing: z.boolean() }),
  topics: ({ conversationId }) => [topics.live(conversationId)],
});

export const presenceChanged = defineEvent({
  name: "presence.changed",
  payload: z.object({ workspaceId: Id, memberId: Id, online: z.boolean() }),
  topics: ({ workspaceId }) => [topics.workspace(workspaceId)],
});
