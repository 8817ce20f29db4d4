import { afterAll, beforeAll, expect, test } from "vitest";
import { topics } from "@/lib/core/event";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, cast } from "@/tests/support/cast";
import { deleteMessage, editMessage } from "../commands";
import { restoreMessage } from "../deletions/commands";
import { messageRevised } from "../events";
import { addReaction } from "../reactions/commands";

let all: Cast;
let stage: Stage;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
});
afterAll(() => all.db.drop());

/** What the whole workspace hears of messages that say something else. */
async function revisedBy(work: () => Promise<unknown>): Promise<unknown[]> {
  all.recorded.clear();
  await work();
  await all.recorded.settled();
  const heard = all.recorded.heardOn(topics.workspace(all.acme.id));
  return heard.filter(({ name }) => name === messageRevised.eventName).map(({ payload }) => payload);
}

test("whoever reads what quotes a message of a public channel hears that it was edited, deleted or brought back", async () => {
  const { ana } = all;
  const ctx = stage.ctxOf(ana);
  const launch = await stage.channel(ana, "launch", "public");
  const messageId = await stage.say(ana, launch, "We sell fifty bicycles.");
  const told = [{ workspace_id: all.acme.id, conversation_id: launch, message_id: messageId }];

  expect(await revisedBy(() => editMessage(ctx, messageId, "We sell fifteen bicycles."))).toEqual(told);
  expect(await revisedBy(() => editMessage(ctx, messageId, "We sell fifteen bicycles."))).toEqual([]);
  expect(await revisedBy(() => addReaction(ctx, { messageId, emoji: "👍" }))).toEqual([]);
  expect(await revisedBy(() => deleteMessage(ctx, messageId))).toEqual(told);
  expect(await revisedBy(() => restoreMessage(ctx, messageId))).toEqual(told);
});

test("of a private channel the workspace hears nothing, not even that something was edited", async () => {
  const { ana, ben } = all;
  const board = await stage.channel(ana, "board", "private", [ben]);
  const messageId = await stage.say(ana, board, "We sell fifty bicycles.");
  const edited = () => editMessage(stage.ctxOf(ana), messageId, "We sell none.");
  expect(await revisedBy(edited)).toEqual([]);
});
