import { z } from "zod";
import { visibleConversations } from "@/lib/conversations/policy";
import { getConversation, memberKind, type Viewed } from "@/lib/conversations/queries";
import { cursorId, type Place } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { toFileDto } from "@/lib/files/queries";
import type { Prisma } from "@/prisma/generated/client";
import { withReadableCitations } from "./citations/queries";
import { AnchorDto, type CitationDto, type MentionItemDto, type MessageDto } from "./schema";

const parts = {
  sender: true,
  mentions: { include: { member: true }, orderBy: { id: "asc" } },
  reactions: { orderBy: [{ createdAt: "asc" }, { memberId: "asc" }] },
  citations: { orderBy: { n: "asc" } },
  files: { include: { file: true }, orderBy: { position: "asc" } },
} satisfies Prisma.MessageInclude;

export type MessageRow = Prisma.MessageGetPayload<{ include: typeof parts }>;

/** A message of a conversation that the actor may see, else NOT_FOUND. */
export async function getMessage(tx: TxCtx, messageId: string): Promise<{ row: MessageRow; viewed: Viewed }> {
  const row = await tx.db.message.findFirst({
    where: { workspaceId: tx.workspaceId, id: messageId, conversation: visibleConversations(tx) },
    include: parts,
  });
  if (!row) throw notFound("message");
  return { row, viewed: await getConversation(tx, row.conversationId) };
}

export async function getMessageDto(tx: TxCtx, messageId: string): Promise<MessageDto> {
  return toReadable(tx, (await getMessage(tx, messageId)).row);
}

/** Messages by id in a fixed number of queries. The caller has checked that their conversation may be read. */
export async function findMessageDtos(tx: TxCtx, ids: string[]): Promise<Map<string, MessageDto>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db.message.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: ids } },
    include: parts,
  });
  return new Map((await toReadables(tx, rows)).map((message) => [message.id, message]));
}

/** Of messages that are named by their ids, those that the actor may read. What was deleted has no text. */
export async function listNamedMessages(tx: TxCtx, ids: string[]): Promise<{ items: MessageDto[] }> {
  const rows = await tx.db.message.findMany({
    where: { workspaceId: tx.workspaceId, id: { in: ids }, conversation: visibleConversations(tx) },
    include: parts,
    orderBy: { id: "asc" },
  });
  return { items: await toReadables(tx, rows) };
}

type Window = {
  before?: number | undefined;
  after?: number | undefined;
  around?: number | undefined;
  limit: number;
};
export type MessagePage = { items: MessageDto[]; hasBefore: boolean; hasAfter: boolean; eventSeq: number };

/** A window of the timeline by message_seq, oldest first: the newest, or before, after, or around a number. Flat at any depth. */
export async function listMessages(tx: TxCtx, conversationId: string, window: Window): Promise<MessagePage> {
  const { conversation } = await getConversation(tx, conversationId);
  const { from, to } = rangeOf(window, conversation.messageSeq);
  const rows = await tx.db.message.findMany({
    where: { workspaceId: tx.workspaceId, conversationId, seq: { gte: from, lte: to } },
    include: parts,
    orderBy: { seq: "asc" },
  });
  return {
    items: await toReadables(tx, rows),
    hasBefore: from > 1 && conversation.messageSeq > 0,
    hasAfter: to < conversation.messageSeq,
    eventSeq: conversation.eventSeq,
  };
}

/** Numbers have no gaps, so a window is arithmetic, not a sort. Both ends included. */
function rangeOf(window: Window, newest: number): { from: number; to: number } {
  if (window.before !== undefined) {
    const to = Math.min(window.before - 1, newest);
    return { from: Math.max(1, to - window.limit + 1), to };
  }
  if (window.after !== undefined) {
    return { from: window.after + 1, to: Math.min(newest, window.after + window.limit) };
  }
  if (window.around !== undefined) {
    const middle = Math.min(Math.max(window.around, 1), Math.max(newest, 1));
    const from = Math.max(1, middle - Math.floor(window.limit / 2));
    return { from, to: Math.min(newest, from + window.limit - 1) };
  }
  return { from: Math.max(1, newest - window.limit + 1), to: newest };
}

export async function listReplies(
  tx: TxCtx,
  parentId: string,
  page: { after?: number | undefined; limit: number },
): Promise<{ items: MessageDto[]; hasAfter: boolean }> {
  const { row } = await getMessage(tx, parentId);
  const rows = await tx.db.message.findMany({
    where: { workspaceId: tx.workspaceId, parentId: row.id, replySeq: { gt: page.after ?? 0 } },
    include: parts,
    orderBy: { replySeq: "asc" },
    take: page.limit + 1,
  });
  return { items: await toReadables(tx, rows.slice(0, page.limit)), hasAfter: rows.length > page.limit };
}

export async function listRevisions(
  tx: TxCtx,
  messageId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: { id: string; body: string; createdAt: string }[]; nextCursor: string | null }> {
  const before = cursorId(page.cursor);
  const { row } = await getMessage(tx, messageId);
  const rows = await tx.db.messageRevision.findMany({
    where: {
      workspaceId: tx.workspaceId,
      messageId: row.id,
      ...(before ? { id: { lt: before } } : {}),
    },
    orderBy: { id: "desc" },
    take: page.limit + 1,
  });
  const items = rows
    .slice(0, page.limit)
    .map(({ id, body, createdAt }) => ({ id, body, createdAt: createdAt.toISOString() }));
  return { items, nextCursor: rows.length > page.limit ? (items.at(-1)?.id ?? null) : null };
}

function ownMentions(tx: TxCtx): Prisma.MentionWhereInput {
  return {
    workspaceId: tx.workspaceId,
    memberId: actorMemberId(tx) ?? "",
    conversation: visibleConversations(tx),
    message: { deletedAt: null },
  };
}

/** How often the actor was named and has not looked. */
export function countMentions(tx: TxCtx): Promise<number> {
  return tx.db.mention.count({ where: { ...ownMentions(tx), doneAt: null } });
}

type MentionsOptions = { filter: "open" | "all"; before: Place | null; limit: number };

/** Where the actor was named, the latest first, in conversations that they may still see. */
export async function listMentions(
  tx: TxCtx,
  { filter, before, limit }: MentionsOptions,
): Promise<MentionItemDto[]> {
  const at = before && new Date(before.at);
  const rows = await tx.db.mention.findMany({
    where: {
      ...ownMentions(tx),
      ...(filter === "open" ? { doneAt: null } : {}),
      ...(before && at ? { OR: [{ createdAt: { lt: at } }, { createdAt: at, id: { lt: before.id } }] } : {}),
    },
    include: { conversation: true, message: { include: parts } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  const messages = await toReadables(
    tx,
    rows.map(({ message }) => message),
  );
  return rows.flatMap((row, index) => {
    const message = messages[index];
    if (!message) return [];
    return [
      {
        id: row.id,
        kind: "mention" as const,
        conversationId: row.conversationId,
        conversationName: row.conversation.name,
        conversationKind: row.conversation.kind,
        message,
        done: row.doneAt !== null,
        createdAt: row.createdAt.toISOString(),
      },
    ];
  });
}

function toReadables(tx: TxCtx, rows: MessageRow[]): Promise<MessageDto[]> {
  return withReadableCitations(tx, rows.map(toMessageDto));
}

async function toReadable(tx: TxCtx, row: MessageRow): Promise<MessageDto> {
  const [message] = await toReadables(tx, [row]);
  if (!message) throw new Error("One message in, one message out.");
  return message;
}

const StoredEvent = z.object({
  kind: z.string(),
  memberId: z.string().nullable(),
  text: z.string().nullable(),
});

export function toMessageDto(row: MessageRow): MessageDto {
  return {
    id: row.id,
    conversationId: row.conversationId,
    seq: row.seq,
    replySeq: row.replySeq,
    clientId: row.clientId,
    type: row.deletedAt ? "text" : (row.type as MessageDto["type"]), // written only from the enum
    role: row.role as MessageDto["role"], // written only from the enum
    author: { kind: memberKind(row.sender), id: row.sender.id, name: row.sender.name },
    body: row.deletedAt ? "" : row.body,
    files: row.deletedAt ? [] : row.files.map(({ file }) => toFileDto(file)),
    event: row.event ? StoredEvent.parse(row.event) : null,
    parentId: row.parentId,
    mentions: row.mentions.map(({ member }) => ({ memberId: member.id, name: member.name })),
    mentionsAll: row.mentionsAll,
    reactions: groupReactions(row.reactions),
    citations: row.citations.map(toCitationDto),
    erasedQuotes: [],
    runId: row.runId,
    recordingId: row.deletedAt ? null : row.recordingId,
    status: row.status as MessageDto["status"], // written only from the enum
    replyCount: row.replyCount,
    pinnedAt: row.pinnedAt?.toISOString() ?? null,
    tokens: row.tokens,
    costMicros: row.costMicros,
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
}

function groupReactions(rows: { emoji: string; memberId: string }[]): MessageDto["reactions"] {
  const groups = new Map<string, string[]>();
  for (const { emoji, memberId } of rows) groups.set(emoji, [...(groups.get(emoji) ?? []), memberId]);
  return [...groups].map(([emoji, memberIds]) => ({ emoji, memberIds }));
}

function toCitationDto(row: MessageRow["citations"][number]): CitationDto {
  return {
    n: row.n,
    sourceType: row.sourceType as CitationDto["sourceType"], // written only from the enum
    sourceId: row.sourceId,
    version: row.version,
    anchor: AnchorDto.parse(row.anchor),
    title: row.title,
    quote: row.quote,
    verified: true,
  };
}
