import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";
import { MessageDto } from "@/lib/messages/schema";

export const ConversationKind = z.enum(["channel", "direct", "chat", "customer"]);
export type ConversationKind = z.infer<typeof ConversationKind>;
export const Visibility = z.enum(["public", "private"]);

/** 1 to 80 characters; a channel's name is lower case letters, digits and hyphens of any script. */
export const ChannelName = z
  .string()
  .trim()
  .normalize("NFC")
  .toLowerCase()
  .transform((name) => name.replace(/^#/, "").replace(/\s+/g, "-"))
  .pipe(
    z
      .string()
      .min(1, "A channel needs a name.")
      .max(80, "A channel's name has at most 80 characters.")
      .regex(/^[\p{L}\p{N}\p{M}_-]+$/u, "Use letters, digits, hyphens and underscores."),
  );
export const Topic = z.string().trim().max(250, "A topic has at most 250 characters.");

export const ParticipantDto = z.object({
  memberId: Id,
  name: z.string(),
  kind: z.enum(["person", "assistant", "visitor"]),
  role: z.enum(["admin", "member"]),
  online: z.boolean(),
  avatarFileId: Id.nullable(),
  deliveredSeq: z.int(),
  seenSeq: z.int(),
});
export type ParticipantDto = z.infer<typeof ParticipantDto>;

/** What everybody who may see it sees alike. */
export const ConversationCore = z.object({
  id: Id,
  kind: ConversationKind,
  name: z.string().nullable(),
  topic: z.string().nullable(),
  visibility: Visibility,
  createdBy: Id.nullable(),
  assistantId: Id.nullable(),
  /** Who answers here; null: whoever the workspace chose. */
  modelId: Id.nullable(),
  memberCount: z.int(),
  eventSeq: z.int(),
  messageSeq: z.int(),
  lastMessageAt: z.string().nullable(),
  archivedAt: z.string().nullable(),
  createdAt: z.string(),
});
export type ConversationCore = z.infer<typeof ConversationCore>;

/** The same, with the viewer's own read state. `unread` = messageSeq - lastReadSeq; 0 where one is not a participant. */
export const ConversationDto = ConversationCore.extend({
  joined: z.boolean(),
  role: z.enum(["admin", "member"]).nullable(),
  lastReadSeq: z.int(),
  unread: z.int(),
  mentions: z.int(),
  /** Of a direct message: who else is in it. Names the conversation. */
  others: z.array(
    z.object({
      memberId: Id,
      name: z.string(),
      kind: z.enum(["person", "assistant", "visitor"]),
      online: z.boolean(),
    }),
  ),
});
export type ConversationDto = z.infer<typeof ConversationDto>;

export const CreateConversation = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("channel"),
    name: ChannelName,
    topic: Topic.optional(),
    visibility: Visibility.default("public"),
    participantIds: z.array(Id).max(100).default([]),
  }),
  z.strictObject({
    kind: z.literal("direct"),
    participantIds: z
      .array(Id)
      .min(1, "Choose at least one person.")
      .max(20, "A group has at most 20 people."),
  }),
  z.strictObject({
    kind: z.literal("chat"),
    name: z.string().trim().min(1).max(120).optional(),
    assistantId: Id.optional(),
    participantIds: z.array(Id).max(50).default([]),
  }),
]);
export type CreateConversation = z.output<typeof CreateConversation>;

export const UpdateConversation = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  topic: Topic.optional(),
  visibility: Visibility.optional(),
  modelId: Id.nullable().optional(),
});
export type UpdateConversation = z.output<typeof UpdateConversation>;

/** One line of the log, with the current content of what it names. A body is never in the log itself. */
export const EventDto = z.object({
  seq: z.int(),
  kind: z.string(),
  messageId: Id.nullable(),
  memberId: Id.nullable(),
  message: MessageDto.optional(),
  participant: ParticipantDto.nullable().optional(),
  conversation: ConversationCore.nullable().optional(),
});
export type EventDto = z.infer<typeof EventDto>;

const inWorkspace = "/workspaces/{workspace}";
const one = `${inWorkspace}/conversations/{conversationId}`;
const params = { conversationId: Id };

export const listConversationsRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/conversations`,
  summary: "Conversations that I take part in; with joined=false, public channels that I could join.",
  access: "member",
  query: {
    ...pageQuery,
    kind: ConversationKind.optional(),
    joined: z.enum(["true", "false"]).default("true"),
  },
  response: pageOf(ConversationDto),
});

export const createConversationRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/conversations`,
  summary:
    "Open a channel, a direct message or an AI chat. A direct message that exists already answers 200.",
  access: "member",
  status: 201,
  body: CreateConversation,
  response: ConversationDto,
});

export const getConversationRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "One conversation.",
  access: "member",
  params,
  response: ConversationDto,
});

export const updateConversationRoute = defineRoute({
  method: "PATCH",
  path: one,
  summary: "Rename, set the topic or the visibility.",
  access: "member",
  params,
  body: UpdateConversation,
  response: ConversationDto,
});

export const deleteConversationRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary: "Delete a conversation. It can be restored.",
  access: "member",
  params,
});

export const restoreConversationRoute = defineRoute({
  method: "POST",
  path: `${one}/restore`,
  summary: "Bring a deleted conversation back.",
  access: "member",
  params,
  response: ConversationDto,
});

export const joinConversationRoute = defineRoute({
  method: "POST",
  path: `${one}/join`,
  summary: "Join a public channel.",
  access: "member",
  params,
  response: ConversationDto,
});

export const leaveConversationRoute = defineRoute({
  method: "POST",
  path: `${one}/leave`,
  summary: "Leave a conversation.",
  access: "member",
  params,
});

export const archiveConversationRoute = defineRoute({
  method: "POST",
  path: `${one}/archive`,
  summary: "Archive a conversation, or bring it back with archived: false.",
  access: "member",
  params,
  body: z.strictObject({ archived: z.boolean().default(true) }),
  response: ConversationDto,
});

export const listParticipantsRoute = defineRoute({
  method: "GET",
  path: `${one}/participants`,
  summary: "Who is in a conversation, with their receipts.",
  access: "member",
  params,
  query: pageQuery,
  response: pageOf(ParticipantDto),
});

export const addParticipantRoute = defineRoute({
  method: "POST",
  path: `${one}/participants`,
  summary: "Add a member to a channel or a chat.",
  access: "member",
  status: 201,
  params,
  body: z.strictObject({ memberId: Id, role: z.enum(["admin", "member"]).default("member") }),
  response: ParticipantDto,
});

export const updateParticipantRoute = defineRoute({
  method: "PATCH",
  path: `${one}/participants/{memberId}`,
  summary: "Make somebody a channel admin, or a member again. A channel never has zero admins.",
  access: "member",
  params: { ...params, memberId: Id },
  body: z.strictObject({ role: z.enum(["admin", "member"]) }),
  response: ParticipantDto,
});

export const removeParticipantRoute = defineRoute({
  method: "DELETE",
  path: `${one}/participants/{memberId}`,
  summary: "Remove somebody from a conversation; their live connections hear nothing more.",
  access: "member",
  params: { ...params, memberId: Id },
});

export const listEventsRoute = defineRoute({
  method: "GET",
  path: `${one}/events`,
  summary:
    "Changes after an event_seq, in order, with current content. 410 when they are older than 30 days.",
  access: "member",
  params,
  query: {
    after: z.coerce.number().int().min(0).max(2_147_483_647),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .default(200)
      .transform((limit) => Math.min(limit, 500)),
  },
  response: z.object({ items: z.array(EventDto), lastSeq: z.int() }),
});

const ReadMark = z
  .strictObject({ seq: z.int().min(0).optional(), threadId: Id.optional() })
  .refine(({ seq, threadId }) => seq !== undefined || threadId !== undefined, {
    path: ["seq"],
    message: "Say up to where it is read, or which thread.",
  });
export type ReadMark = z.output<typeof ReadMark>;

export const markReadRoute = defineRoute({
  method: "PUT",
  path: `${one}/read`,
  summary:
    "Set my read pointer to a message_seq; it may move back (mark unread). With a thread: its replies are read, too.",
  access: "member",
  params,
  body: ReadMark,
  response: z.object({ lastReadSeq: z.int(), unread: z.int(), mentions: z.int() }),
});

export const setReceiptsRoute = defineRoute({
  method: "PUT",
  path: `${one}/receipts`,
  summary: "Move my delivered and seen pointers forward.",
  access: "member",
  params,
  body: z.strictObject({ deliveredSeq: z.int().min(0).optional(), seenSeq: z.int().min(0).optional() }),
  response: z.object({ deliveredSeq: z.int(), seenSeq: z.int() }),
});

export const setTypingRoute = defineRoute({
  method: "PUT",
  path: `${one}/typing`,
  summary: "Say that I am typing; it decays after 6 seconds.",
  access: "member",
  params,
  body: z.strictObject({ typing: z.boolean().default(true) }),
});
