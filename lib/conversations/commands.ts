import { AppError, forbidden, invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { accessRevoked } from "@/lib/members/events";
import { hasModel } from "@/lib/models/queries";
import { enqueue, enqueueAll } from "@/lib/outbox";
import type { Prisma } from "@/prisma/generated/client";
import { conversationUpdated } from "./events";
import { appendEvent } from "./log/commands";
import { addParticipants } from "./participants/commands";
import { requireCanManage } from "./policy";
import { getConversation, getConversationDto, lockConversation, toConversationCore } from "./queries";
import { canCreateChannel, directKeyOf } from "./rules";
import {
  ChannelName,
  type ConversationDto,
  type CreateConversation,
  type UpdateConversation,
} from "./schema";

export type Opened = { conversation: ConversationDto; created: boolean };

/** Opens a channel, a direct message or an AI chat. Emits conversation.created to everybody in it. */
export function createConversation(ctx: Ctx | TxCtx, input: CreateConversation): Promise<Opened> {
  return transaction(ctx, async (tx) => {
    if (input.kind === "direct") return openDirect(tx, input.participantIds);
    if (input.kind === "chat") return createChat(tx, input);
    return createChannel(tx, input);
  });
}

type NewChannel = {
  name: string;
  topic?: string | undefined;
  visibility: "public" | "private";
  participantIds: string[];
};

/** A channel; its creator is kept and first admin. Throws CONFLICT when a visible channel has the name. */
export async function createChannel(tx: TxCtx, input: NewChannel): Promise<Opened> {
  const { actor } = tx;
  if ("role" in actor && !canCreateChannel(actor)) throw forbidden("Guests cannot make channels.");
  await refuseTakenName(tx, input.name, null);
  const id = await insertConversation(tx, {
    kind: "channel",
    name: input.name,
    topic: input.topic || null,
    visibility: input.visibility,
  });
  const creator = actorMemberId(tx);
  await addParticipants(tx, id, [
    ...(creator ? [{ memberId: creator, role: "admin" as const }] : []),
    ...others(input.participantIds, creator).map((memberId) => ({ memberId, role: "member" as const })),
  ]);
  return opened(tx, id);
}

/** The one conversation of a set of people, also when two of them open it at once. */
async function openDirect(tx: TxCtx, participantIds: string[]): Promise<Opened> {
  const me = actorMemberId(tx);
  if (!me) throw forbidden("Only members open direct messages.");
  const everyone = [...new Set([me, ...participantIds])];
  if (everyone.length === 1) throw invalid("participantIds", "Choose somebody else.");
  const directKey = directKeyOf(everyone);
  const { count } = await tx.db.conversation.createMany({
    data: [
      {
        workspaceId: tx.workspaceId,
        id: newId(),
        kind: "direct",
        visibility: "private",
        directKey,
        createdById: me,
      },
    ],
    skipDuplicates: true,
  });
  const row = await tx.db.conversation.findFirstOrThrow({
    where: { workspaceId: tx.workspaceId, directKey },
  });
  if (count === 0) return { conversation: await getConversationDto(tx, row.id), created: false };
  await addParticipants(
    tx,
    row.id,
    everyone.map((memberId) => ({ memberId, role: "member" as const })),
  );
  return opened(tx, row.id);
}

type NewChat = { name?: string | undefined; assistantId?: string | undefined; participantIds: string[] };

async function createChat(tx: TxCtx, input: NewChat): Promise<Opened> {
  const me = actorMemberId(tx);
  const assistant = await tx.db.member.findFirst({
    where: {
      workspaceId: tx.workspaceId,
      kind: "assistant",
      ...(input.assistantId ? { id: input.assistantId } : {}),
    },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  if (!assistant || !me) throw invalid("assistantId", "There is no such assistant.");
  const id = await insertConversation(tx, {
    kind: "chat",
    name: input.name ?? null,
    topic: null,
    visibility: "private",
    assistantId: assistant.id,
  });
  await addParticipants(tx, id, [
    { memberId: me, role: "admin" },
    { memberId: assistant.id, role: "member" },
    ...others(input.participantIds, me)
      .filter((memberId) => memberId !== assistant.id)
      .map((memberId) => ({ memberId, role: "member" as const })),
  ]);
  return opened(tx, id);
}

/** Renames, sets the topic, the visibility or the model. Emits conversation.updated. */
export function updateConversation(
  ctx: Ctx | TxCtx,
  conversationId: string,
  input: UpdateConversation,
): Promise<ConversationDto> {
  return transaction(ctx, async (tx) => {
    const { conversation, viewer } = await lockConversation(tx, conversationId);
    requireCanManage(viewer, conversation);
    if (input.visibility && conversation.kind !== "channel") {
      throw invalid("visibility", "Only a channel can be public.");
    }
    if (input.modelId) await requireModel(tx, input.modelId);
    const name = input.name === undefined ? undefined : channelOrTitle(conversation.kind, input.name);
    const shown = name ?? conversation.name;
    if (
      conversation.kind === "channel" &&
      shown !== null &&
      (name !== undefined || input.visibility === "public")
    )
      await refuseTakenName(tx, shown, conversationId);
    await changeConversation(tx, conversationId, {
      ...(name === undefined ? {} : { name }),
      ...(input.topic === undefined ? {} : { topic: input.topic || null }),
      ...(input.visibility === undefined ? {} : { visibility: input.visibility }),
      ...(input.modelId === undefined ? {} : { modelId: input.modelId }),
    });
    if (conversation.visibility === "public" && input.visibility === "private")
      await shutOut(tx, conversationId);
    return getConversationDto(tx, conversationId);
  });
}

/** A channel that becomes private: who only read along, and is connected now, hears nothing more. Emits access.revoked. */
async function shutOut(tx: TxCtx, conversationId: string): Promise<void> {
  const listening = await tx.db.member.findMany({
    where: {
      workspaceId: tx.workspaceId,
      kind: "person",
      online: true,
      NOT: { participations: { some: { conversationId } } },
    },
    select: { id: true, userId: true },
  });
  const reason = "the channel became private";
  await enqueueAll(
    tx,
    listening.map(({ id, userId }) => accessRevoked({ memberId: id, userId, reason })),
  );
}

/** Archives, or brings back. Nothing is lost; nobody can write meanwhile. */
export function archiveConversation(
  ctx: Ctx | TxCtx,
  conversationId: string,
  archived: boolean,
): Promise<ConversationDto> {
  return transaction(ctx, async (tx) => {
    const { conversation, viewer } = await lockConversation(tx, conversationId);
    requireCanManage(viewer, conversation);
    await changeConversation(tx, conversationId, { archivedAt: archived ? tx.clock.now() : null });
    return getConversationDto(tx, conversationId);
  });
}

/** A numbered change of the conversation itself, by its commands and by title generation. */
export async function changeConversation(
  tx: TxCtx,
  conversationId: string,
  change: Prisma.ConversationUncheckedUpdateInput,
): Promise<void> {
  const row = await tx.db.conversation.update({
    where: conversationKey(tx, conversationId),
    data: { ...change, eventSeq: { increment: 1 } },
  });
  await appendEvent(tx, { conversationId, seq: row.eventSeq, kind: "conversation.updated" });
  await enqueue(
    tx,
    conversationUpdated({ conversationId, eventSeq: row.eventSeq, conversation: toConversationCore(row) }),
  );
}

export function conversationKey(tx: TxCtx, id: string) {
  return { workspaceId_id: { workspaceId: tx.workspaceId, id } };
}

type NewConversation = {
  kind: string;
  name: string | null;
  topic: string | null;
  visibility: string;
  assistantId?: string;
};

async function insertConversation(tx: TxCtx, fields: NewConversation): Promise<string> {
  const id = newId();
  await tx.db.conversation.create({
    data: {
      workspaceId: tx.workspaceId,
      id,
      createdById: actorMemberId(tx),
      createdAt: tx.clock.now(),
      ...fields,
    },
  });
  return id;
}

async function opened(tx: TxCtx, id: string): Promise<Opened> {
  if (!actorMemberId(tx)) {
    const { conversation } = await getConversation(tx, id);
    const core = toConversationCore(conversation);
    return {
      conversation: {
        ...core,
        joined: false,
        role: null,
        lastReadSeq: 0,
        unread: 0,
        mentions: 0,
        others: [],
      },
      created: true,
    };
  }
  return { conversation: await getConversationDto(tx, id), created: true };
}

function others(ids: string[], me: string | null): string[] {
  return [...new Set(ids)].filter((id) => id !== me);
}

function channelOrTitle(kind: string, name: string): string {
  if (kind !== "channel") return name;
  const parsed = ChannelName.safeParse(name);
  if (!parsed.success) throw invalid("name", parsed.error.issues[0]?.message ?? "This name cannot be used.");
  return parsed.data;
}

async function requireModel(tx: TxCtx, modelId: string): Promise<void> {
  if (!(await hasModel(tx, modelId))) throw invalid("modelId", "There is no such model.");
}

/** Names of public channels are unique among what everybody sees; a private channel's name must not give itself away. */
export async function refuseTakenName(tx: TxCtx, name: string, except: string | null): Promise<void> {
  const taken = await tx.db.conversation.findFirst({
    where: {
      workspaceId: tx.workspaceId,
      kind: "channel",
      visibility: "public",
      name,
      deletedAt: null,
      ...(except ? { NOT: { id: except } } : {}),
    },
    select: { id: true },
  });
  if (taken) {
    throw new AppError("CONFLICT", `There is a channel #${name} already.`, {
      errors: [{ path: "name", message: `There is a channel #${name} already.` }],
    });
  }
}

/** What every new workspace begins with: #general, with its owner in it. */
export async function furnishWorkspace(tx: TxCtx): Promise<void> {
  await createChannel(tx, { name: "general", visibility: "public", participantIds: [] });
}
