import { afterAll, beforeAll, expect, test } from "vitest";
import { setLogLevel } from "@/lib/core/log";
import { read } from "@/lib/ctx";
import { getRunForViewer } from "@/lib/runs/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { deleteMessage } from "../commands";
import { restoreMessage } from "../deletions/commands";
import { getMessageDto } from "../queries";
import { giveFeedback, takeFeedbackBack } from "./commands";
import { getFeedback } from "./queries";

let all: Cast;
let stage: Stage;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
  stage = await stageOf(all);
});
afterAll(() => all.db.drop());

async function quoted(by: CastMember, place: string): Promise<string> {
  await stage.say(by, place, "The kite auction is on 9 July.");
  const runId = await stage.ask(by, place, "@assistant when is the kite auction?");
  const { messageId, receipt } = await read(stage.ctxOf(by), (tx) => getRunForViewer(tx, runId));
  expect(receipt?.quoted, "the premise: it quotes").toBeGreaterThan(0);
  return messageId;
}
const seenBy = (who: CastMember) => read(all.ctxOf(who), getFeedback);

test("the last word of each reader counts, and admins see which quotes did not help", async () => {
  const { ana, ben, cleo } = all;
  const place = await stage.channel(ana, "kites", "public", [ben, cleo]);
  const messageId = await quoted(ana, place);
  const quote = { messageId, n: 1 };
  await giveFeedback(all.ctxOf(cleo), { ...quote, helpful: true });
  await giveFeedback(all.ctxOf(cleo), { ...quote, helpful: false });
  await giveFeedback(all.ctxOf(ben), { ...quote, helpful: true });
  expect(await seenBy(ana)).toMatchObject({
    helpful: 1,
    unhelpful: 1,
    items: [{ messageId, n: 1, by: "Cleo", quote: "The kite auction is on 9 July." }],
  });
  await takeFeedbackBack(all.ctxOf(cleo), quote);
  expect(await seenBy(ana)).toMatchObject({ helpful: 1, unhelpful: 0, items: [] });
});

test("whoever does not see the answer can say nothing of it, and an admin outside reads numbers alone", async () => {
  const { ana, ben, cleo, gus } = all;
  const place = await stage.channel(ana, "board", "private", [cleo]);
  const messageId = await quoted(ana, place);
  for (const stranger of [ben, gus])
    await expect(
      giveFeedback(all.ctxOf(stranger), { messageId, n: 1, helpful: false }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(giveFeedback(all.ctxOf(cleo), { messageId, n: 99, helpful: false })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await giveFeedback(all.ctxOf(cleo), { messageId, n: 1, helpful: false });
  expect((await seenBy(ana)).items.map((item) => item.messageId)).toEqual([messageId]);
  expect(await seenBy(ben)).toMatchObject({ unhelpful: 1, items: [] });
  expect(await seenBy(gus)).toEqual({ helpful: 0, unhelpful: 0, items: [] });
});

test("an answer that is deleted takes its quotes and what was said of them along; undone, both are back", async () => {
  const { ana, cleo } = all;
  const place = await stage.channel(ana, "tents", "public", [cleo]);
  const messageId = await quoted(ana, place);
  await giveFeedback(all.ctxOf(cleo), { messageId, n: 1, helpful: false });
  const answer = () => read(all.ctxOf(cleo), (tx) => getMessageDto(tx, messageId));
  const [before, seen] = [await answer(), await seenBy(ana)];
  expect(before.citations.length, "the premise: it quotes").toBeGreaterThan(0);

  await deleteMessage(all.ctxOf(ana), messageId);
  expect((await answer()).citations).toEqual([]);
  expect((await seenBy(ana)).unhelpful).toBe(seen.unhelpful - 1);
  await restoreMessage(all.ctxOf(ana), messageId);
  expect(await answer()).toEqual(before);
  expect(await seenBy(ana)).toEqual(seen);
});
