import { afterAll, beforeAll, expect, test } from "vitest";
import { createConversation } from "@/lib/conversations/commands";
import { joinConversation } from "@/lib/conversations/participants/commands";
import { type Clock, manualClock, SECOND } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/ctx";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { deleteMessage, editMessage, sendMessage } from "../commands";
import { getMessageDto, listMentions, listRevisions } from "../queries";
import { addReaction } from "../reactions/commands";
import { forgetDeleted, restoreMessage, sweepDeleted } from "./commands";

let all: Cast;
let general: string;
const clock: Clock & { advance(ms: number): void } = manualClock(new Date("2026-03-01T09:00:00Z"));

beforeAll(async () => {
  all = await cast({ clock });
  const { conversation } = await createConversation(all.ctxOf(all.ana), {
    kind: "channel",
    name: "general",
    visibility: "public",
    participantIds: [],
  });
  general = conversation.id;
  await joinConversation(all.ctxOf(all.ben), general);
});
afterAll(() => all.db.drop());

/** A message with everything that a delete erases. */
async function written(): Promise<string> {
  const { message } = await sendMessage(all.ctxOf(all.ana), {
    conversationId: general,
    clientId: newId(),
    body: "The launch moves, @Ben",
    parentId: null,
  });
  await editMessage(all.ctxOf(all.ana), message.id, "The launch moves by a week, @Ben");
  await addReaction(all.ctxOf(all.ben), { messageId: message.id, emoji: "👀" });
  return message.id;
}

const seen = (by: CastMember, id: string) => read(all.ctxOf(by), (tx) => getMessageDto(tx, id));
const said = (id: string) =>
  read(all.ctxOf(all.ben), async (tx) =>
    (await listRevisions(tx, id, { limit: 10 })).items.map((one) => one.body),
  );
const inboxOf = (by: CastMember) =>
  read(all.ctxOf(by), async (tx) =>
    (await listMentions(tx, { filter: "open", before: null, limit: 10 })).map((one) => one.message.id),
  );
const setAside = () => all.db.superuser(`select 1 from "DeletedMessage"`);

test("a delete that is undone leaves the message as it was: text, history, reactions, mentions", async () => {
  const id = await written();
  const before = await seen(all.ben, id);
  await deleteMessage(all.ctxOf(all.ana), id);
  expect(await seen(all.ben, id)).toMatchObject({ body: "", reactions: [], mentions: [] });
  expect(await said(id)).toEqual([]);
  expect(await inboxOf(all.ben)).not.toContain(id);

  clock.advance(9 * SECOND);
  await restoreMessage(all.ctxOf(all.ana), id);
  expect(await seen(all.ben, id)).toEqual(before);
  expect(await said(id)).toEqual(["The launch moves, @Ben"]);
  expect(await inboxOf(all.ben)).toContain(id);
  expect(await setAside()).toEqual([]);
});

test("what is deleted, brought back and deleted again can be brought back once more", async () => {
  const id = await written();
  const before = await seen(all.ben, id);
  const first = clock.now();
  await deleteMessage(all.ctxOf(all.ana), id);
  clock.advance(5 * SECOND);
  await restoreMessage(all.ctxOf(all.ana), id);
  clock.advance(5 * SECOND);
  const second = clock.now();
  await deleteMessage(all.ctxOf(all.ana), id);
  clock.advance(5 * SECOND);
  await forgetDeleted(all.ctxOf(all.ana), id, first); // the job of the first one
  await restoreMessage(all.ctxOf(all.ana), id);
  expect(await seen(all.ben, id)).toEqual(before);
  await deleteMessage(all.ctxOf(all.ana), id);
  await forgetDeleted(all.ctxOf(all.ana), id, second);
  expect(await setAside()).toHaveLength(1);
  await forgetDeleted(all.ctxOf(all.ana), id, clock.now());
  expect(await setAside()).toEqual([]);
});

test("only who deleted it undoes it, and nobody undoes it later", async () => {
  const id = await written();
  await deleteMessage(all.ctxOf(all.ben), id); // an admin
  await expect(restoreMessage(all.ctxOf(all.ana), id)).rejects.toMatchObject({ code: "FORBIDDEN" });
  await expect(restoreMessage(all.ctxOf(all.gus), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  clock.advance(13 * SECOND);
  await expect(restoreMessage(all.ctxOf(all.ben), id)).rejects.toMatchObject({ code: "GONE" });
});

test("what was set aside is forgotten, and there is nothing to undo where nothing was deleted", async () => {
  const id = await written();
  await expect(restoreMessage(all.ctxOf(all.ana), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await deleteMessage(all.ctxOf(all.ana), id);
  await forgetDeleted(all.ctxOf(all.ana), id);
  await forgetDeleted(all.ctxOf(all.ana), id);
  clock.advance(16 * SECOND);
  expect(await sweepDeleted(all.ctxOf(all.ana))).toBe(1); // of the test before: nobody came for it
  const last = await written();
  await deleteMessage(all.ctxOf(all.ana), last);
  expect(await sweepDeleted(all.ctxOf(all.ana)), "it can still be undone").toBe(0);
  await expect(restoreMessage(all.ctxOf(all.ana), id)).rejects.toMatchObject({ code: "GONE" });
  const left = await all.db.superuser<{ text: string }>(`select kept::text as text from "DeletedMessage"`);
  expect(left.filter(({ text }) => text.includes(id))).toEqual([]);
});
