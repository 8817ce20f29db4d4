import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";
import { FileDto } from "@/lib/files/kept/schema";

/** At most 40 000 characters; trailing blanks go, the rest stays as typed. What nobody can see is no text. */
export const MessageBody = z
  .string()
  .max(40_000, "A message has at most 40,000 characters.")
  .transform((body) => (hasInk(body) ? body.replace(/\s+$/u, "") : ""));

export const NOTHING_WRITTEN = "Write something first.";
/** So many files go with one message. */
export const MOST_FILES = 10;

/** Zero-width and other invisible characters alone are nothing to read. */
function hasInk(body: string): boolean {
  return /[^\s\p{Cf}\p{Cc}\p{M}\u{E0000}-\u{E007F}\u115F\u1160\u3164\uFFA0]/u.test(body);
}

export const Emoji = z
  .string()
  .max(40)
  .refine((emoji) => /^(?:\p{RGI_Emoji})$/v.test(emoji), "Choose one emoji.");

export const AuthorDto = z.object({
  kind: z.enum(["person", "assistant", "visitor"]),
  id: Id,
  name: z.string(),
});
export const MentionDto = z.object({ memberId: Id, name: z.string() });
export const ReactionDto = z.object({ emoji: z.string(), memberIds: z.array(Id) });

/** The place in a source. `start` and `end` count characters in the text of the page, the slide or the document as it was read. */
export const AnchorDto = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("message"),
    conversationId: Id,
    messageId: Id,
    seq: z.int(),
    /** The name of who said it, when it was quoted. */
    author: z.string().optional(),
  }),
  z.object({ kind: z.literal("page"), page: z.int(), start: z.int(), end: z.int() }),
  z.object({ kind: z.literal("slide"), slide: z.int(), start: z.int(), end: z.int() }),
  z.object({ kind: z.literal("rows"), sheet: z.string(), firstRow: z.int(), lastRow: z.int() }),
  z.object({ kind: z.literal("text"), start: z.int(), end: z.int() }),
  z.object({ kind: z.literal("time"), startMs: z.int(), endMs: z.int() }),
]);

/** A quote that was found word for word in its source before it was shown. */
export const CitationDto = z.object({
  n: z.int(),
  sourceType: z.enum(["conversation", "document", "recording"]),
  sourceId: Id,
  version: z.int(),
  anchor: AnchorDto,
  title: z.string(),
  quote: z.string(),
  verified: z.literal(true),
});
export type CitationDto = z.infer<typeof CitationDto>;

/** Where a quote stood until what it quoted was deleted: the place, and none of its words. */
const ErasedQuoteDto = CitationDto.pick({
  n: true,
  sourceType: true,
  sourceId: true,
  anchor: true,
  title: true,
});
export type ErasedQuoteDto = z.infer<typeof ErasedQuoteDto>;

/** Neutral to the viewer: the same for everybody who may read it. What a viewer may do is asked of `rules.ts`. */
export const MessageDto = z.object({
  id: Id,
  conversationId: Id,
  seq: z.int().nullable(),
  replySeq: z.int().nullable(),
  clientId: Id,
  /** `report`: lines of a recording's report, each with its citation. Nobody rewrites them. */
  type: z.enum(["text", "image", "audio", "video", "file", "event", "report"]),
  role: z.enum(["user", "assistant", "system"]),
  author: AuthorDto,
  /** May be empty where there are files. */
  body: z.string(),
  files: z.array(FileDto),
  event: z.object({ kind: z.string(), memberId: Id.nullable(), text: z.string().nullable() }).nullable(),
  parentId: Id.nullable(),
  mentions: z.array(MentionDto),
  mentionsAll: z.boolean(),
  reactions: z.array(ReactionDto),
  citations: z.array(CitationDto),
  erasedQuotes: z.array(ErasedQuoteDto),
  runId: Id.nullable(),
  /** Of a voice message: what was recorded. Its file stands in `files` once it is put together. */
  recordingId: Id.nullable(),
  status: z.enum(["complete", "streaming", "interrupted"]),
  replyCount: z.int(),
  pinnedAt: z.string().nullable(),
  tokens: z.int().nullable(),
  costMicros: z.int().nullable(),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
  deletedAt: z.string().nullable(),
});
export type MessageDto = z.infer<typeof MessageDto>;

export const SendMessage = z
  .strictObject({
    clientId: Id,
    body: MessageBody,
    parentId: Id.nullable().optional(),
    /** What was uploaded before, in the order in which it is shown. */
    fileIds: z
      .array(Id)
      .max(MOST_FILES, `A message carries at most ${MOST_FILES} files.`)
      .refine((ids) => new Set(ids).size === ids.length, "Each file goes along once.")
      .optional(),
  })
  .refine(({ body, fileIds }) => body !== "" || (fileIds?.length ?? 0) > 0, {
    path: ["body"],
    message: NOTHING_WRITTEN,
  });
export type SendMessage = z.output<typeof SendMessage>;

const inWorkspace = "/workspaces/{workspace}";
const one = `${inWorkspace}/messages/{messageId}`;
const params = { messageId: Id };
const seq = z.coerce.number().int().min(0).max(2_147_483_647).optional();

/** Where somebody was named. */
export const MentionItemDto = z.object({
  id: Id,
  kind: z.literal("mention"),
  conversationId: Id,
  conversationName: z.string().nullable(),
  conversationKind: z.string(),
  message: MessageDto,
  done: z.boolean(),
  createdAt: z.string(),
});
export type MentionItemDto = z.infer<typeof MentionItemDto>;

export const listMessagesRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/conversations/{conversationId}/messages`,
  summary: "Top-level messages by message_seq: the newest, or before, after or around a number.",
  access: "member",
  params: { conversationId: Id },
  query: { before: seq, after: seq, around: seq, limit: pageQuery.limit },
  response: z.object({
    items: z.array(MessageDto),
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
    /** The event_seq that this page reflects: later events apply on top. */
    eventSeq: z.int(),
  }),
});

export const sendMessageRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/conversations/{conversationId}/messages`,
  summary:
    "Send a message. Repeated with the same client_id: 200 and the same message; with another body or other files: 409.",
  access: "member",
  limit: "messages",
  status: 201,
  idempotent: false,
  params: { conversationId: Id },
  body: SendMessage,
  response: MessageDto,
});

const MOST_NAMED = 100;

export const listNamedMessagesRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/messages`,
  summary: "Of at most a hundred messages that are named by their ids, those that the asker may read.",
  access: "member",
  query: {
    ids: z
      .string()
      .max(MOST_NAMED * 40)
      .transform((text) => text.split(",").filter((id) => id !== ""))
      .pipe(z.array(Id).min(1, "Name a message.").max(MOST_NAMED)),
  },
  response: z.object({ items: z.array(MessageDto) }),
});

export const getMessageRoute = defineRoute({
  method: "GET",
  path: one,
  summary: "One message.",
  access: "member",
  params,
  response: MessageDto,
});

export const editMessageRoute = defineRoute({
  method: "PATCH",
  path: one,
  summary: "Edit one's own message. Its files stay.",
  access: "member",
  params,
  body: z.strictObject({ body: MessageBody }),
  response: MessageDto,
});

export const deleteMessageRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary:
    "Delete a message: its text, history and files are erased after ten seconds, a tombstone keeps its number.",
  access: "member",
  params,
});

export const restoreMessageRoute = defineRoute({
  method: "POST",
  path: `${one}/restore`,
  summary: "Bring back what one deleted less than ten seconds ago.",
  access: "member",
  status: 200,
  params,
  response: MessageDto,
});

export const listRevisionsRoute = defineRoute({
  method: "GET",
  path: `${one}/history`,
  summary: "What an edited message said before, newest first.",
  access: "member",
  params,
  query: pageQuery,
  response: pageOf(z.object({ id: Id, body: z.string(), createdAt: z.string() })),
});

export const listRepliesRoute = defineRoute({
  method: "GET",
  path: `${one}/replies`,
  summary: "The replies of a thread by reply_seq.",
  access: "member",
  params,
  query: { after: seq, limit: pageQuery.limit },
  response: z.object({ items: z.array(MessageDto), hasAfter: z.boolean() }),
});

export const addReactionRoute = defineRoute({
  method: "PUT",
  path: `${one}/reactions/{emoji}`,
  summary: "React with an emoji.",
  access: "member",
  params: { ...params, emoji: Emoji },
  response: MessageDto,
});

export const removeReactionRoute = defineRoute({
  method: "DELETE",
  path: `${one}/reactions/{emoji}`,
  summary: "Take a reaction back.",
  access: "member",
  params: { ...params, emoji: Emoji },
  response: MessageDto,
});
