import { conversationBumped } from "@/lib/conversations/events";
import { requireCanPost } from "@/lib/conversations/policy";
import { lockConversation, memberKind, type Viewed } from "@/lib/conversations/queries";
import { AppError, forbidden, invalid, notFound } from "@/lib/core/errors";
import type { DomainEvent } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import type { Member } from "@/prisma/generated/client";
import { announceChange, lockMessage } from "./changes/commands";
import { keepDeleted } from "./deletions/commands";
import {
  assistantMentioned,
  conversationIndexRequested,
  inboxChanged,
  messageCreated,
  messageDeleted,
  messageEdited,
  messageSetAside,
  messageUpdated,
} from "./events";
import { carryFiles, findCarried } from "./files/commands";
import { findMentioned, insertMentions, replaceMentions } from "./mentions/commands";
import { insertNumbered, type NewMessage, type Numbers, nextNumbers } from "./numbering/commands";
import { getMessageDto, toMessageDto } from "./queries";
import { canDelete, canEdit, typeOf } from "./rules";
import { type MessageDto, NOTHING_WRITTEN, type SendMessage } from "./schema";

export type Sent = { message: MessageDto; created: boolean };
type SendInput = SendMessage & {
  conversationId: string;
  /** Of a voice message, which recordings send by themselves. */
  recordingId?: string;
};

/**
 * Sends a message once. Repeated with the same clientId it returns the first one (`created` false) and burns no number; with
 * another text or other files it throws CONFLICT. Emits message.created, conversation.bumped (public channels), inbox.changed (who is named).
 */
export function sendMessage(ctx: Ctx | TxCtx, input: SendInput): Promise<Sent> {
  return transaction(ctx, async (tx) => {
    const viewed = await lockConversation(tx, input.conversationId);
    requireCanPost(viewed.viewer, viewed.conversation);
    // A reply takes a number of its thread before it is written, which a repeated one must not.
    const repeated = input.parentId ? await findRepeated(tx, viewed, input) : null;
    if (repeated) return { message: repeated, created: false };

    const files = await findCarried(tx, input.fileIds ?? []);
    const mentions = await findMentioned(tx, viewed, input.body);
    const message = await toNewMessage(tx, viewed, {
      ...input,
      type: input.recordingId ? "audio" : typeOf(files),
      all: mentions.all,
    });
    const numbers = nextNumbers(viewed.conversation, message);
    const dto = { ...toNewDto(tx, message, numbers, mentions.people), files };
    const events = announcements(tx, viewed, dto, numbers, mentions.people);
    const isNew = await insertNumbered(tx, message, numbers, events);
    if (!isNew) return { message: await getRepeated(tx, viewed, input), created: false };
    await insertMentions(tx, message, numbers, mentions.people);
    await carryFiles(tx, message.id, files);
    return { message: dto, created: true };
  });
}

/** Replaces the text; its files stay, and what it said before is kept in its history. The same text again changes nothing. Emits message.updated and message.edited. */
export function editMessage(ctx: Ctx | TxCtx, messageId: string, body: string): Promise<MessageDto> {
  return transaction(ctx, async (tx) => {
    const { row, viewed } = await lockMessage(tx, messageId);
    if (row.deletedAt) throw new AppError("GONE", "This message was deleted.");
    if (!canEdit(viewed.viewer, toMessageDto(row)))
      throw forbidden("You can only edit what you wrote yourself.");
    if (body === "" && row.files.length === 0) throw invalid("body", NOTHING_WRITTEN);
    if (row.body === body) return toMessageDto(row);
    const now = tx.clock.now();
    await tx.db.messageRevision.create({
      data: {
        workspaceId: tx.workspaceId,
        id: newId(),
        messageId,
        body: row.body,
        createdAt: row.editedAt ?? row.createdAt,
      },
    });
    const mentions = await findMentioned(tx, viewed, body);
    await replaceMentions(tx, row, mentions.people);
    await tx.db.message.update({
      where: keyOf(tx, messageId),
      data: { body, editedAt: now, mentionsAll: mentions.all },
    });
    await enqueue(tx, messageEdited({ messageId }));
    return announceChange(tx, row.conversationId, messageId, messageUpdated);
  });
}

/**
 * Erases text and history, and nobody reads its files any more; a tombstone keeps the number. For ten seconds what was erased is set aside, so that it can be undone. Deleting
 * twice changes nothing. Emits message.deleted, and message.set_aside for the job that forgets it.
 */
export function deleteMessage(ctx: Ctx | TxCtx, messageId: string): Promise<MessageDto> {
  return transaction(ctx, async (tx) => {
    const { row, viewed } = await lockMessage(tx, messageId);
    if (row.deletedAt) return toMessageDto(row);
    if (!canDelete(viewed.viewer, toMessageDto(row))) throw forbidden("You may not delete this message.");
    await keepDeleted(tx, messageId);
    const ofMessage = { workspaceId: tx.workspaceId, messageId };
    await tx.db.messageRevision.deleteMany({ where: ofMessage });
    await tx.db.reaction.deleteMany({ where: ofMessage });
    await tx.db.mention.deleteMany({ where: ofMessage });
    await tx.db.citation.deleteMany({ where: ofMessage });
    const deletedAt = tx.clock.now();
    await tx.db.message.update({
      where: keyOf(tx, messageId),
      data: { body: "", deletedAt, mentionsAll: false },
    });
    await enqueue(tx, messageSetAside({ messageId, deletedAt: deletedAt.toISOString() }));
    return announceChange(tx, row.conversationId, messageId, messageDeleted);
  });
}

/** What was sent with this clientId before. Throws CONFLICT when it differs. */
export async function getRepeated(tx: TxCtx, viewed: Viewed, input: SendInput): Promise<MessageDto> {
  const repeated = await findRepeated(tx, viewed, input);
  if (!repeated) throw new Error("A message that was there a moment ago is gone.");
  return repeated;
}

async function findRepeated(tx: TxCtx, { viewer }: Viewed, input: SendInput): Promise<MessageDto | null> {
  const same = await tx.db.message.findFirst({
    where: { workspaceId: tx.workspaceId, senderId: viewer.memberId, clientId: input.clientId },
    include: { files: { select: { fileId: true }, orderBy: { position: "asc" } } },
  });
  if (!same) return null;
  const isThere = same.deletedAt === null;
  const fileIds = same.files.map(({ fileId }) => fileId);
  const differs =
    same.conversationId !== input.conversationId ||
    same.parentId !== (input.parentId ?? null) ||
    (isThere && same.editedAt === null && same.body !== input.body) ||
    same.recordingId !== (input.recordingId ?? same.recordingId) ||
    (isThere && same.recordingId === null && fileIds.join() !== (input.fileIds ?? []).join());
  if (differs) throw new AppError("CONFLICT", "Another message was sent with this client_id already.");
  return getMessageDto(tx, same.id);
}

async function toNewMessage(
  tx: TxCtx,
  viewed: Viewed,
  input: SendInput & { type: MessageDto["type"]; all: boolean },
): Promise<NewMessage> {
  return {
    id: newId(tx.clock.now().getTime()),
    conversationId: viewed.conversation.id,
    parentId: input.parentId ?? null,
    replySeq: input.parentId ? await nextReplySeq(tx, viewed.conversation.id, input.parentId) : null,
    clientId: input.clientId,
    senderId: viewed.viewer.memberId,
    type: input.type,
    role: "user",
    body: input.body,
    status: "complete",
    runId: null,
    recordingId: input.recordingId ?? null,
    mentionsAll: input.all,
    createdAt: tx.clock.now(),
  };
}

/** A reply's number in its thread. Threads have one level: a reply to a reply is refused. */
export async function nextReplySeq(tx: TxCtx, conversationId: string, parentId: string): Promise<number> {
  const parent = await tx.db.message.findFirst({
    where: { workspaceId: tx.workspaceId, conversationId, id: parentId },
    select: { parentId: true },
  });
  if (!parent) throw notFound("message to reply to");
  if (parent.parentId) throw invalid("parentId", "Reply to the message that began the thread.");
  const { replyCount } = await tx.db.message.update({
    where: keyOf(tx, parentId),
    data: { replyCount: { increment: 1 } },
    select: { replyCount: true },
  });
  return replyCount;
}

function announcements(
  tx: TxCtx,
  viewed: Viewed,
  message: MessageDto,
  numbers: Numbers,
  people: Member[],
): DomainEvent[] {
  const { conversation, viewer } = viewed;
  const ids = { conversationId: conversation.id, messageId: message.id };
  return [
    messageCreated({ ...ids, eventSeq: numbers.eventSeq, message }),
    ...bumpOf(tx, conversation, numbers, viewer.memberId),
    ...people.filter((p) => p.kind === "person").map((p) => inboxChanged({ ...ids, memberId: p.id })),
    ...people
      .filter((p) => p.kind === "assistant")
      .slice(0, 1)
      .map((p) => assistantMentioned({ ...ids, assistantId: p.id, askedById: viewer.memberId })),
    conversationIndexRequested(ids),
  ];
}

/** Public channels tell the whole workspace how far they are; private ones only who is in them. */
export function bumpOf(
  tx: TxCtx,
  conversation: { id: string; kind: string; visibility: string },
  numbers: Numbers,
  senderId: string | null,
): DomainEvent[] {
  if (conversation.kind !== "channel" || conversation.visibility !== "public") return [];
  const { eventSeq, messageSeq } = numbers;
  return [
    conversationBumped({ workspaceId: tx.workspaceId, id: conversation.id, eventSeq, messageSeq, senderId }),
  ];
}

/** What was just written, as everybody will read it: nothing needs to be asked again. */
export function toNewDto(tx: TxCtx, message: NewMessage, numbers: Numbers, people: Member[]): MessageDto {
  const { actor } = tx;
  return {
    id: message.id,
    conversationId: message.conversationId,
    seq: numbers.seq,
    replySeq: message.replySeq,
    clientId: message.clientId,
    type: message.type,
    role: message.role,
    author: { kind: memberKind(actor), id: message.senderId, name: "name" in actor ? actor.name : "" },
    body: message.body,
    files: [],
    event: null,
    parentId: message.parentId,
    mentions: people.filter((p) => p.kind === "person").map((p) => ({ memberId: p.id, name: p.name })),
    mentionsAll: message.mentionsAll,
    reactions: [],
    citations: [],
    erasedQuotes: [],
    runId: message.runId,
    recordingId: message.recordingId,
    status: message.status,
    replyCount: 0,
    pinnedAt: null,
    tokens: null,
    costMicros: null,
    createdAt: message.createdAt.toISOString(),
    editedAt: null,
    deletedAt: null,
  };
}

function keyOf(tx: TxCtx, id: string) {
  return { workspaceId_id: { workspaceId: tx.workspaceId, id } };
}
