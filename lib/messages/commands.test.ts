import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createConversation, updateConversation } from "@/lib/conversations/commands";
import { joinConversation, removeParticipant } from "@/lib/conversations/participants/commands";
import { markRead } from "@/lib/conversations/pointers/commands";
import { getConversationDto } from "@/lib/conversations/queries";
import { isAppError } from "@/lib/core/errors";
import { topics } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { deleteMessage, editMessage, sendMessage } from "./commands";
import { getMessageDto, listMentions, listMessages, listRevisions } from "./queries";
import { addReaction, removeReaction } from "./reactions/commands";

let all: Cast;
let general: string;
let board: string;

beforeAll(async () => {
  all = await cast();
  general = await channel(all.ana, "general", "public");
  await joinConversation(all.ctxOf(all.ben), general);
  await joinConversation(all.ctxOf(all.cleo), general);
  board = await channel(all.ana, "board", "private", [all.ben]);
});
afterAll(() => all.db.drop());
beforeEach(async () => {
  await all.recorded.settled();
  all.recorded.clear();
});

async function channel(
  by: CastMember,
  name: string,
  visibility: "public" | "private",
  others: CastMember[] = [],
) {
  const participantIds = others.map((other) => other.memberId);
  const { conversation } = await createConversation(all.ctxOf(by), {
    kind: "channel",
    name,
    visibility,
    participantIds,
  });
  return conversation.id;
}

const say = (
  by: CastMember,
  conversationId: string,
  body: string,
  more: { clientId?: string; parentId?: string } = {},
) =>
  sendMessage(all.ctxOf(by), {
    conversationId,
    clientId: more.clientId ?? newId(),
    body,
    parentId: more.parentId ?? null,
  });
const seenBy = (by: CastMember, conversationId: string) =>
  read(all.ctxOf(by), (tx) => getConversationDto(tx, conversationId));

/** As a browser does: where the database is too busy to take a send, the same send comes again. */
async function untilStored<T>(send: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await send();
    } catch (error) {
      if (!isAppError(error, "UNAVAILABLE")) throw error;
    }
  }
}

test("a message reaches the topic of its channel and takes the next numbers", async () => {
  const before = await seenBy(all.ben, general);
  const { message, created } = await say(all.ana, general, "Good morning");
  await all.recorded.settled();

  expect(created).toBe(true);
  expect(message.seq).toBe(before.messageSeq + 1);
  const heard = all.recorded.heardOn(topics.conversation(general));
  expect(heard.map((event) => event.name)).toEqual(["message.created"]);
  expect(heard[0]?.payload).toMatchObject({
    event_seq: before.eventSeq + 1,
    message: { body: "Good morning" },
  });
  expect(all.recorded.heardOn(topics.conversation(board))).toEqual([]);
});

test("the same send again is the same message and burns no number; another text under its id is refused", async () => {
  const clientId = newId();
  const first = await say(all.ana, general, "Once", { clientId });
  const again = await say(all.ana, general, "Once", { clientId });
  expect(again).toMatchObject({ created: false, message: { id: first.message.id, seq: first.message.seq } });
  await expect(say(all.ana, general, "Twice", { clientId })).rejects.toMatchObject({ code: "CONFLICT" });
  const next = await say(all.ana, general, "Next");
  expect(next.message.seq).toBe((first.message.seq ?? 0) + 1);
});

test("one client_id sent to two channels at once is one message; the other is refused", async () => {
  for (let round = 0; round < 10; round++) {
    const clientId = newId();
    const sends = [general, board].map((place) =>
      untilStored(() => say(all.ana, place, "Where?", { clientId })),
    );
    const ends = await Promise.allSettled(sends);
    expect(ends.filter((end) => end.status === "fulfilled")).toHaveLength(1);
    expect(ends.find((end) => end.status === "rejected")?.reason).toMatchObject({ code: "CONFLICT" });
  }
});

test("twenty sends at once, each tried three times, are twenty messages in a row without a gap", async () => {
  const before = await seenBy(all.ana, general);
  const ids = Array.from({ length: 20 }, newId);
  await Promise.all(
    [...ids, ...ids, ...ids].map((clientId) =>
      untilStored(() => say(all.ben, general, "same", { clientId })),
    ),
  );
  const { items } = await read(all.ctxOf(all.ana), (tx) =>
    listMessages(tx, general, { after: before.messageSeq, limit: 100 }),
  );
  expect(items.map((one) => one.seq)).toEqual(ids.map((_, at) => before.messageSeq + 1 + at));
  expect(new Set(items.map((one) => one.clientId))).toEqual(new Set(ids));
});

test("unread is exact, moves back on wish, and one's own message is read", async () => {
  await markRead(all.ctxOf(all.cleo), general, { seq: 2_000_000 });
  await say(all.ana, general, "One");
  const { message } = await say(all.ana, general, "Two");
  expect((await seenBy(all.cleo, general)).unread).toBe(2);
  expect((await seenBy(all.ana, general)).unread).toBe(0);
  expect(await markRead(all.ctxOf(all.cleo), general, { seq: message.seq ?? 0 })).toMatchObject({
    unread: 0,
  });
  expect(await markRead(all.ctxOf(all.cleo), general, { seq: (message.seq ?? 0) - 2 })).toMatchObject({
    unread: 2,
  });
});

test("who is named finds it in their inbox until they have read it", async () => {
  await say(all.ana, general, "@Cleo can you print it?");
  await all.recorded.settled();
  const inbox = () =>
    read(all.ctxOf(all.cleo), (tx) => listMentions(tx, { filter: "open", before: null, limit: 50 }));
  expect((await inbox())[0]?.message.body).toContain("print it");
  expect((await seenBy(all.cleo, general)).mentions).toBe(1);
  expect(all.recorded.heardOn(topics.member(all.cleo.memberId)).map((event) => event.name)).toContain(
    "inbox.changed",
  );
  await markRead(all.ctxOf(all.cleo), general, { seq: 2_000_000 });
  expect(await inbox()).toEqual([]);
});

test("who is named in a thread waits until that thread is read, however far they have read beside it", async () => {
  await markRead(all.ctxOf(all.cleo), general, { seq: 2_000_000 });
  const { message: parent } = await say(all.ben, general, "The posters are here");
  const { message: other } = await say(all.ben, general, "And the flags");
  await markRead(all.ctxOf(all.cleo), general, { seq: 2_000_000 });
  await say(all.ana, general, "@Cleo can you hang them?", { parentId: parent.id });
  const waiting = async () => (await seenBy(all.cleo, general)).mentions;
  expect(await waiting()).toBe(1);
  await markRead(all.ctxOf(all.cleo), general, { seq: 2_000_000 });
  await markRead(all.ctxOf(all.cleo), general, { threadId: other.id });
  expect(await waiting()).toBe(1);
  const { lastReadSeq } = await seenBy(all.cleo, general);
  expect(await markRead(all.ctxOf(all.cleo), general, { threadId: parent.id })).toEqual({
    ...{ lastReadSeq, unread: 0 },
    mentions: 0,
  });
  expect(await waiting()).toBe(0);
});

test("somebody who cannot read a channel is not told that they were named in it", async () => {
  const { message } = await say(all.ana, board, "@Cleo must not hear of this, @Ben must");
  await all.recorded.settled();
  expect(message.mentions.map((one) => one.name)).toEqual(["Ben"]);
  expect(all.recorded.heardOn(topics.member(all.cleo.memberId))).toEqual([]);
});

test("an edit keeps what was said before; a delete erases both and leaves a tombstone with its number", async () => {
  const { message } = await say(all.ana, general, "Secret of mine");
  await editMessage(all.ctxOf(all.ana), message.id, "Nothing");
  const history = () => read(all.ctxOf(all.ben), (tx) => listRevisions(tx, message.id, { limit: 50 }));
  expect((await history()).items.map((one) => one.body)).toEqual(["Secret of mine"]);

  await deleteMessage(all.ctxOf(all.ana), message.id);
  const tombstone = await read(all.ctxOf(all.ben), (tx) => getMessageDto(tx, message.id));
  expect(tombstone).toMatchObject({ body: "", seq: message.seq });
  expect(tombstone.deletedAt).not.toBeNull();
  expect((await history()).items).toEqual([]);
  const rows = await all.db.superuser<{ found: number }>(
    `select (select count(*) from "Message" where body like '%Secret of mine%')::int
          + (select count(*) from "MessageRevision" where body like '%Secret of mine%')::int as found`,
  );
  expect(rows[0]?.found).toBe(0);
});

test("only the author edits; admins delete what others wrote, members do not", async () => {
  const { message } = await say(all.cleo, general, "Mine");
  await expect(editMessage(all.ctxOf(all.ana), message.id, "Yours")).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
  await expect(deleteMessage(all.ctxOf(all.ben), message.id)).resolves.toBeDefined();
  const { message: anas } = await say(all.ana, general, "Mine too");
  await expect(deleteMessage(all.ctxOf(all.cleo), anas.id)).rejects.toMatchObject({ code: "FORBIDDEN" });
});

test("a reaction counts once per person and emoji, and is taken back", async () => {
  const { message } = await say(all.ana, general, "React to me");
  const thumb = { messageId: message.id, emoji: "👍" };
  await addReaction(all.ctxOf(all.ben), thumb);
  await addReaction(all.ctxOf(all.cleo), thumb);
  const twice = await addReaction(all.ctxOf(all.ben), thumb);
  expect(twice.reactions).toEqual([{ emoji: "👍", memberIds: [all.ben.memberId, all.cleo.memberId] }]);
  expect((await removeReaction(all.ctxOf(all.ben), thumb)).reactions).toEqual([
    { emoji: "👍", memberIds: [all.cleo.memberId] },
  ]);
});

test("replies take numbers of their thread, not of the channel, and threads have one level", async () => {
  const { message: parent } = await say(all.ana, general, "Thread");
  const { message: reply } = await say(all.ben, general, "First", { parentId: parent.id });
  const { message: second } = await say(all.cleo, general, "Second", { parentId: parent.id });
  expect([reply.seq, reply.replySeq, second.replySeq]).toEqual([null, 1, 2]);
  expect((await seenBy(all.ana, general)).messageSeq).toBe(parent.seq);
  await expect(say(all.ana, general, "Deeper", { parentId: reply.id })).rejects.toMatchObject({
    code: "INVALID",
  });
});

test("what one may not see is like what does not exist: other people's channels, and another workspace", async () => {
  const { message } = await say(all.ana, board, "Board only");
  for (const person of [all.cleo, all.mia, all.eve, all.gus]) {
    const ctx = all.ctxOf(person);
    const refused = { code: "NOT_FOUND" };
    await expect(read(ctx, (tx) => getMessageDto(tx, message.id))).rejects.toMatchObject(refused);
    await expect(read(ctx, (tx) => listMessages(tx, board, { limit: 10 }))).rejects.toMatchObject(refused);
    await expect(say(person, board, "In?")).rejects.toMatchObject(refused);
    await expect(editMessage(ctx, message.id, "x")).rejects.toMatchObject(refused);
    await expect(addReaction(ctx, { messageId: message.id, emoji: "👍" })).rejects.toMatchObject(refused);
  }
});

test("a guest reads only what they were invited to, also where the channel is public", async () => {
  const guests = read(all.ctxOf(all.eve), (tx) => listMessages(tx, general, { limit: 10 }));
  await expect(guests).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("who reads along must join before writing; who was removed hears and reads nothing more", async () => {
  await expect(say(all.mia, general, "Hello")).rejects.toMatchObject({ code: "FORBIDDEN" });
  await joinConversation(all.ctxOf(all.mia), general);
  await say(all.mia, general, "Hello");

  await removeParticipant(all.ctxOf(all.ana), board, all.ben.memberId);
  await all.recorded.settled();
  await expect(say(all.ben, board, "Still here?")).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(all.recorded.jobs.map((job) => job.name)).toContain("access.revoked");
});

test("a channel that becomes private ends the connections of who only read along", async () => {
  const open = await channel(all.ana, "soon-private", "public", [all.ben]);
  await all.db.superuser('update "Member" set online = true where "workspaceId" = $1', [all.acme.id]);
  await all.recorded.settled();
  all.recorded.clear();
  await updateConversation(all.ctxOf(all.ana), open, { visibility: "private" });
  await all.recorded.settled();
  const ended = all.recorded.jobs
    .filter((job) => job.name === "access.revoked")
    .map((job) => job.payload.member_id);
  expect(ended).toContain(all.cleo.memberId);
  expect(ended).not.toContain(all.ben.memberId);
  await expect(seenBy(all.cleo, open)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a direct message is one conversation, also when both open it at once", async () => {
  const [a, b] = await Promise.all([
    createConversation(all.ctxOf(all.cleo), { kind: "direct", participantIds: [all.dev.memberId] }),
    createConversation(all.ctxOf(all.dev), { kind: "direct", participantIds: [all.cleo.memberId] }),
  ]);
  expect(a.conversation.id).toBe(b.conversation.id);
  expect([a.created, b.created].filter(Boolean)).toHaveLength(1);
});
