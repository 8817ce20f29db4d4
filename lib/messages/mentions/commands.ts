import { lockConversation, type Viewed } from "@/lib/conversations/queries";
import { canMentionAll } from "@/lib/conversations/rules";
import { newId } from "@/lib/core/ids";
import { actorMemberId, type TxCtx } from "@/lib/ctx";
import { enqueue, enqueueAll } from "@/lib/outbox";
import type { Member } from "@/prisma/generated/client";
import { inboxChanged } from "../events";
import type { NewMessage, Numbers } from "../numbering/commands";
import { matchMentions, readMentions } from "../rules";

type Mentions = { people: Member[]; all: boolean };

/** The members that a text names and who may read it. */
export async function findMentioned(
  tx: TxCtx,
  { conversation, viewer }: Viewed,
  body: string,
): Promise<Mentions> {
  const { words, all } = readMentions(body);
  const people = words.length === 0 ? [] : await findByFirstWord(tx, words);
  const readers = await keepReaders(tx, conversation, matchMentions(body, people));
  return {
    people: readers.filter((person) => person.id !== viewer.memberId),
    all: all && canMentionAll(viewer),
  };
}

function findByFirstWord(tx: TxCtx, words: string[]): Promise<Member[]> {
  return tx.db.$queryRaw<Member[]>`
    select * from "Member"
    where "workspaceId" = ${tx.workspaceId}::uuid and status = 'active' and lower(split_part(name, ' ', 1)) = any(${words})
    order by id limit 500`;
}

/** Who is named in a conversation that they cannot see is not told: the name stays text. An assistant can be asked anywhere. */
async function keepReaders(
  tx: TxCtx,
  conversation: Viewed["conversation"],
  people: Member[],
): Promise<Member[]> {
  const isOpen = conversation.kind === "channel" && conversation.visibility === "public";
  const unsure = people.filter(
    (person) => person.kind !== "assistant" && (!isOpen || person.role === "guest"),
  );
  if (unsure.length === 0) return people;
  const inside = await tx.db.participant.findMany({
    where: {
      workspaceId: tx.workspaceId,
      conversationId: conversation.id,
      memberId: { in: unsure.map((p) => p.id) },
    },
    select: { memberId: true },
  });
  const members = new Set(inside.map((row) => row.memberId));
  return people.filter((person) => !unsure.includes(person) || members.has(person.id));
}

/** Puts a new message into the inbox of whom it names. */
export async function insertMentions(
  tx: TxCtx,
  message: NewMessage,
  numbers: Numbers,
  people: Member[],
): Promise<void> {
  const named = people.filter((person) => person.kind === "person");
  if (named.length === 0) return;
  await tx.db.mention.createMany({
    data: named.map((person) => ({
      workspaceId: tx.workspaceId,
      id: newId(message.createdAt.getTime()),
      conversationId: message.conversationId,
      messageId: message.id,
      memberId: person.id,
      seq: numbers.seq ?? numbers.messageSeq,
      createdAt: message.createdAt,
    })),
  });
}

/** Marks one's own mention as done, or open again; false where there is none. Emits inbox.changed to one's own windows. */
export async function settleMention(tx: TxCtx, id: string, done: boolean): Promise<boolean> {
  const memberId = actorMemberId(tx) ?? "";
  const mention = await tx.db.mention.findFirst({ where: { workspaceId: tx.workspaceId, id, memberId } });
  if (!mention) return false;
  await tx.db.mention.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    data: { doneAt: done ? tx.clock.now() : null },
  });
  const { conversationId, messageId } = mention;
  await enqueue(tx, inboxChanged({ memberId, conversationId, messageId }));
  return true;
}

/** After an edit: who is no longer named waits no longer; who is named anew is told. */
export async function replaceMentions(
  tx: TxCtx,
  row: { id: string; conversationId: string; seq: number | null; mentions: { memberId: string }[] },
  people: Member[],
): Promise<void> {
  const named = people.filter((person) => person.kind === "person");
  const before = new Set(row.mentions.map((mention) => mention.memberId));
  const after = new Set(named.map((person) => person.id));
  await tx.db.mention.deleteMany({
    where: {
      workspaceId: tx.workspaceId,
      messageId: row.id,
      memberId: { in: [...before].filter((id) => !after.has(id)) },
    },
  });
  const added = named.filter((person) => !before.has(person.id));
  if (added.length === 0) return;
  const { conversation } = await lockConversation(tx, row.conversationId);
  await tx.db.mention.createMany({
    data: added.map((person) => ({
      workspaceId: tx.workspaceId,
      id: newId(),
      conversationId: row.conversationId,
      messageId: row.id,
      memberId: person.id,
      seq: row.seq ?? conversation.messageSeq,
      createdAt: tx.clock.now(),
    })),
  });
  const told = added.map(({ id }) =>
    inboxChanged({ memberId: id, conversationId: row.conversationId, messageId: row.id }),
  );
  await enqueueAll(tx, told);
}
