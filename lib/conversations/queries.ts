import { cursorId } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { actorMemberId, type Ctx, type TxCtx } from "@/lib/ctx";
import { type Conversation, type Member, type Participant, Prisma } from "@/prisma/generated/client";
import { seesConversation, visibleConversations } from "./policy";
import type { Viewer } from "./rules";
import type { ConversationCore, ConversationDto, ConversationKind, ParticipantDto } from "./schema";

/** A conversation with what the actor is in it. */
export type Viewed = { conversation: Conversation; own: Participant | null; viewer: Viewer };

/** The conversation, or NOT_FOUND: also when it exists and the actor may not see it. */
export async function getConversation(tx: TxCtx, conversationId: string): Promise<Viewed> {
  const memberId = actorMemberId(tx);
  const row = await tx.db.conversation.findFirst({
    where: { ...visibleConversations(tx), id: conversationId },
    include: { participants: { where: { memberId: memberId ?? conversationId } } },
  });
  if (!row) throw notFound("conversation");
  const { participants, ...conversation } = row;
  const own = participants[0] ?? null;
  return { conversation, own, viewer: viewerOf(tx, own) };
}

/**
 * The same, with the conversation's row locked: the first lock of every command that numbers a change. Read after the lock and in another
 * statement, so that what others did while we waited is seen.
 */
export async function lockConversation(tx: TxCtx, conversationId: string): Promise<Viewed> {
  await tx.db.$queryRaw`
    select 1 from "Conversation"
    where "workspaceId" = ${tx.workspaceId}::uuid and id = ${conversationId}::uuid for update`;
  const memberId = actorMemberId(tx);
  const [row] = await tx.db.$queryRaw<(Conversation & { own: StoredParticipant | null })[]>`
    select ${CONVERSATION_COLUMNS}, to_jsonb(p) as own
    from "Conversation" c left join "Participant" p
      on p."workspaceId" = c."workspaceId" and p."conversationId" = c.id and p."memberId" = ${memberId}::uuid
    where c."workspaceId" = ${tx.workspaceId}::uuid and c.id = ${conversationId}::uuid`;
  if (!row || !seesConversation(tx, row, row.own !== null)) throw notFound("conversation");
  const { own: stored, ...conversation } = row;
  const own = stored && { ...stored, joinedAt: new Date(stored.joinedAt) };
  return { conversation, own, viewer: viewerOf(tx, own) };
}

/** One that was deleted, for who could see it before; or NOT_FOUND. */
export async function getDeletedConversation(tx: TxCtx, conversationId: string): Promise<Viewed> {
  const row = await tx.db.conversation.findFirst({
    where: { workspaceId: tx.workspaceId, id: conversationId, deletedAt: { not: null } },
    include: { participants: { where: { memberId: actorMemberId(tx) ?? conversationId } } },
  });
  const own = row?.participants[0] ?? null;
  if (!row || !seesConversation(tx, { ...row, deletedAt: null }, own !== null))
    throw notFound("deleted conversation");
  const { participants: _, ...conversation } = row;
  return { conversation, own, viewer: viewerOf(tx, own) };
}

/** Of the model, so that a new column is read as well. */
const CONVERSATION_COLUMNS = Prisma.raw(
  Object.values(Prisma.ConversationScalarFieldEnum)
    .map((column) => `c."${column}"`)
    .join(", "),
);

/** As JSON: a date is text. */
type StoredParticipant = Omit<Participant, "joinedAt"> & { joinedAt: string };

export async function getConversationDto(tx: TxCtx, conversationId: string): Promise<ConversationDto> {
  const page = await listConversations(tx, { ids: [conversationId], joined: null, limit: 1 });
  const found = page.items[0];
  if (!found) throw notFound("conversation");
  return found;
}

type ListOptions = {
  ids?: string[];
  kind?: ConversationKind;
  /** true: mine; false: public channels that I could join; null: all visible. */
  joined: boolean | null;
  cursor?: string | undefined;
  limit: number;
};

/** Conversations by name of creation, in a fixed number of queries whatever their count. */
export async function listConversations(
  tx: TxCtx,
  options: ListOptions,
): Promise<{ items: ConversationDto[]; nextCursor: string | null }> {
  const after = cursorId(options.cursor);
  const memberId = actorMemberId(tx) ?? "";
  const membership = { participants: { some: { memberId } } };
  const rows = await tx.db.conversation.findMany({
    where: {
      AND: [
        visibleConversations(tx),
        options.joined === true ? membership : {},
        options.joined === false ? { NOT: membership, archivedAt: null } : {},
        options.kind ? { kind: options.kind } : {},
        options.ids ? { id: { in: options.ids } } : {},
        after ? { id: { gt: after } } : {},
      ],
    },
    include: { participants: { where: { memberId } } },
    orderBy: { id: "asc" },
    take: options.limit + 1,
  });
  const page = rows.slice(0, options.limit);
  const ids = page.map((row) => row.id);
  const [mentions, others] = [await countMentions(tx, memberId, ids), await listOthers(tx, memberId, page)];
  const items = page.map((row) =>
    toConversationDto(row, row.participants[0] ?? null, mentions.get(row.id) ?? 0, others.get(row.id) ?? []),
  );
  return { items, nextCursor: rows.length > options.limit ? (ids.at(-1) ?? null) : null };
}

/** Of the given conversations, those whose topics the actor may hear. */
export async function findAudibleConversations(tx: TxCtx, conversationIds: string[]): Promise<Set<string>> {
  const rows = await tx.db.conversation.findMany({
    where: { AND: [visibleConversations(tx), { id: { in: conversationIds } }] },
    select: { id: true },
  });
  return new Set(rows.map((row) => row.id));
}

function viewerOf(ctx: Ctx, own: { role: string } | null): Viewer {
  const { actor } = ctx;
  const role = actor.kind === "member" || actor.kind === "apiKey" ? actor.role : "guest";
  const participantRole = own === null ? null : own.role === "admin" ? "admin" : "member";
  return { memberId: actorMemberId(ctx) ?? "", role, participantRole };
}

/** Named mentions beyond the read pointer or in threads, and messages to everybody beyond it. */
async function countMentions(tx: TxCtx, memberId: string, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0 || !memberId) return new Map();
  const rows = await tx.db.$queryRaw<{ id: string; mentions: number }[]>`
    select p."conversationId" as id,
      ((select count(*) from "Mention" n join "Message" said on said."workspaceId" = n."workspaceId" and said.id = n."messageId"
          where n."workspaceId" = p."workspaceId" and n."conversationId" = p."conversationId" and n."memberId" = p."memberId"
          and n."doneAt" is null and (n.seq > p."lastReadSeq" or said."parentId" is not null))
       + (select count(*) from "Message" m where m."workspaceId" = p."workspaceId" and m."conversationId" = p."conversationId"
          and m."mentionsAll" and m.seq > p."lastReadSeq" and m."senderId" <> p."memberId" and m."deletedAt" is null))::int as mentions
    from "Participant" p
    where p."workspaceId" = ${tx.workspaceId}::uuid and p."memberId" = ${memberId}::uuid and p."conversationId" = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row.mentions]));
}

type Other = ConversationDto["others"][number];

/** Who else is in the direct messages of a page: they name it. */
async function listOthers(tx: TxCtx, memberId: string, rows: Conversation[]): Promise<Map<string, Other[]>> {
  const directs = rows.filter((row) => row.kind === "direct").map((row) => row.id);
  const found = new Map<string, Other[]>();
  if (directs.length === 0) return found;
  const participants = await tx.db.participant.findMany({
    where: { workspaceId: tx.workspaceId, conversationId: { in: directs }, NOT: { memberId } },
    include: { member: true },
    orderBy: [{ joinedAt: "asc" }, { memberId: "asc" }],
  });
  for (const { conversationId, member } of participants) {
    const other = { memberId: member.id, name: member.name, kind: memberKind(member), online: member.online };
    found.set(conversationId, [...(found.get(conversationId) ?? []), other]);
  }
  return found;
}

export function toConversationCore(row: Conversation): ConversationCore {
  return {
    id: row.id,
    kind: row.kind as ConversationKind, // written only from the enum
    name: row.name,
    topic: row.topic,
    visibility: row.visibility === "public" ? "public" : "private",
    createdBy: row.createdById,
    assistantId: row.assistantId,
    modelId: row.modelId,
    memberCount: row.memberCount,
    eventSeq: row.eventSeq,
    messageSeq: row.messageSeq,
    lastMessageAt: row.lastMessageAt?.toISOString() ?? null,
    archivedAt: row.archivedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

function toConversationDto(
  row: Conversation,
  own: Participant | null,
  mentions: number,
  others: Other[],
): ConversationDto {
  return {
    ...toConversationCore(row),
    joined: own !== null,
    role: own === null ? null : own.role === "admin" ? "admin" : "member",
    lastReadSeq: own?.lastReadSeq ?? row.messageSeq,
    unread: own ? row.messageSeq - own.lastReadSeq : 0,
    mentions,
    others,
  };
}

export function toParticipantDto(row: Participant & { member: Member }): ParticipantDto {
  return {
    memberId: row.memberId,
    name: row.member.name,
    kind: memberKind(row.member),
    role: row.role === "admin" ? "admin" : "member",
    online: row.member.online,
    avatarFileId: row.member.avatarFileId,
    deliveredSeq: row.deliveredSeq,
    seenSeq: row.seenSeq,
  };
}

export function memberKind(member: { kind: string }): "person" | "assistant" | "visitor" {
  return member.kind === "assistant" || member.kind === "visitor" ? member.kind : "person";
}
