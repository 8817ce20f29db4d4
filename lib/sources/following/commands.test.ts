import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { deleteMessage, editMessage, sendMessage } from "@/lib/messages/commands";
import { addReaction } from "@/lib/messages/reactions/commands";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, cast } from "@/tests/support/cast";
import { followConversation } from "./commands";

let all: Cast;
let stage: Stage;
let general: string;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
  general = await stage.channel(all.ana, "general", "public", [all.ben]);
});
afterAll(() => all.db.drop());

const say = async (body: string) => {
  const input = { conversationId: general, clientId: newId(), body };
  return (await sendMessage(all.ctxOf(all.ana), input)).message.id;
};
const indexed = async () =>
  (await all.db.superuser<{ text: string }>('select text from "Passage" order by id')).map(
    ({ text }) => text,
  );
const follow = () => followConversation(all.ctxOf(all.ana), general);

test("everything that was said since the last time is in the index, however much it was", async () => {
  const said = Array.from({ length: 110 }, (_, n) => `Sentence number ${n} about the harbour.`);
  for (const body of said) await say(body);
  await follow();
  expect((await indexed()).sort()).toEqual(said.sort());
  expect(await follow()).toBe(0);
});

test("it follows edits and deletions, and reads nothing anew for a reaction", async () => {
  const [kept, gone] = [await say("The lighthouse is white."), await say("The pier is closed.")];
  await follow();
  await editMessage(all.ctxOf(all.ana), kept, "The lighthouse is red.");
  await deleteMessage(all.ctxOf(all.ana), gone);
  await addReaction(all.ctxOf(all.ana), { messageId: kept, emoji: "👍" });
  expect(await follow()).toBe(3);
  const texts = await indexed();
  expect(texts).toContain("The lighthouse is red.");
  expect(texts).not.toContain("The lighthouse is white.");
  expect(texts).not.toContain("The pier is closed.");
});

test("two at once, and somebody of another workspace, change nothing", async () => {
  await say("The ferry leaves at nine.");
  await Promise.all([follow(), follow(), followConversation(all.ctxOf(all.gus), general)]);
  expect((await indexed()).filter((text) => text.includes("ferry"))).toHaveLength(1);
  expect(await followConversation(all.ctxOf(all.gus), general)).toBe(0);
});
