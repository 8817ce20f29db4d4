import { afterAll, beforeAll, expect, test } from "vitest";
import { listEvents } from "@/lib/conversations/log/queries";
import { addParticipant, removeParticipant } from "@/lib/conversations/participants/commands";
import { read } from "@/lib/ctx";
import { getRun } from "@/lib/runs/queries";
import { type Stage, stageOf } from "@/tests/support/assistants";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { deleteMessage } from "../commands";
import { forgetDeleted, restoreMessage } from "../deletions/commands";
import { getMessageDto, listMessages, listNamedMessages } from "../queries";
import type { MessageDto } from "../schema";

let all: Cast;
let stage: Stage;
beforeAll(async () => {
  all = await cast();
  stage = await stageOf(all);
});
afterAll(() => all.db.drop());

/** An answer in a private channel of Ana and Ben that quotes their direct message. */
async function answerAbout(word: string) {
  const { ana, ben } = all;
  const board = await stage.channel(ana, `board-${word}`, "private", [ben]);
  const direct = await stage.direct(ana, ben);
  const said = await stage.say(ana, direct, `The ${word} is hidden under the stairs.`);
  const runId = await stage.ask(ana, board, `@assistant where is the ${word}?`);
  const { run } = await read(stage.ctxOf(ana), (tx) => getRun(tx, runId));
  const seen = (by: CastMember): Promise<MessageDto> =>
    read(stage.ctxOf(by), (tx) => getMessageDto(tx, run.messageId));
  return { board, direct, said, messageId: run.messageId, seen };
}

test("whoever comes later is shown nothing of what they may not read: no words, no names, no numbers", async () => {
  const { ana, ben, cleo } = all;
  const { board, direct, messageId, seen } = await answerAbout("xylograph");
  const before = await seen(ben);
  expect(before.citations).toMatchObject([{ sourceId: direct, title: "Ana, Ben" }]);
  expect(before.body).toContain("under the stairs");

  await addParticipant(stage.ctxOf(ana), board, { memberId: cleo.memberId, role: "member" });
  const hidden = await seen(cleo);
  expect(hidden.citations).toEqual([]);
  expect(hidden.body).not.toMatch(/stairs|Ana, Ben|\[1\]/);
  const listed = await read(stage.ctxOf(cleo), (tx) => listMessages(tx, board, { limit: 50 }));
  const events = await read(stage.ctxOf(cleo), (tx) => listEvents(tx, board, { after: 0, limit: 100 }));
  expect(JSON.stringify([listed, events])).not.toContain("under the stairs");
  expect(listed.items.some(({ id }) => id === messageId)).toBe(true);

  // Once nobody reads who may not, it is as it was: nothing was erased.
  await removeParticipant(stage.ctxOf(ana), board, cleo.memberId);
  expect(await seen(ben)).toEqual(before);
});

test("what was deleted at its source leaves a place without words, and is quoted again when that is undone", async () => {
  const { ana, ben } = all;
  const { said, seen } = await answerAbout("heliotrope");
  const before = await seen(ben);
  expect(before).toMatchObject({ citations: [{ n: 1 }], erasedQuotes: [] });
  await deleteMessage(stage.ctxOf(ana), said);
  const after = await seen(ben);
  expect(after).toMatchObject({
    citations: [],
    erasedQuotes: [{ n: 1, title: "Ana, Ben", anchor: { kind: "message", messageId: said } }],
  });
  expect(JSON.stringify(after)).not.toContain("under the stairs");

  await restoreMessage(stage.ctxOf(ana), said);
  expect(await seen(ben)).toEqual(before);
});

test("what can be undone no more is erased where it was quoted, and its place is told as before", async () => {
  const { ana, ben } = all;
  const { said, messageId, seen } = await answerAbout("zwieback");
  await deleteMessage(stage.ctxOf(ana), said);
  const after = await seen(ben);
  await restoreMessage(stage.ctxOf(ana), said);
  await forgetDeleted(stage.ctxOf(ana), said); // the job of the deletion that was undone
  expect(await seen(ben)).toMatchObject({ citations: [{ n: 1 }], erasedQuotes: [] });

  await deleteMessage(stage.ctxOf(ana), said);
  for (const _ of ["once", "once more"]) await forgetDeleted(stage.ctxOf(ana), said);
  expect(await seen(ben)).toEqual(after);
  const kept = await all.db.superuser(
    `select to_jsonb(m) as answer, (select jsonb_agg(to_jsonb(c)) from "Citation" c where c."messageId" = m.id) as citations
     from "Message" m where m.id = $1`,
    [messageId],
  );
  expect(JSON.stringify(kept)).not.toContain("under the stairs");
  expect(kept).toMatchObject([{ citations: [{ n: 1, quote: "" }] }]);
});

test("who may not read a source is not told either that something in it was deleted", async () => {
  const { ana, ben, cleo } = all;
  const { board, said, seen } = await answerAbout("amaranth");
  await deleteMessage(stage.ctxOf(ana), said);
  expect((await seen(ben)).erasedQuotes).toHaveLength(1);
  await addParticipant(stage.ctxOf(ana), board, { memberId: cleo.memberId, role: "member" });
  expect(await seen(cleo)).toMatchObject({ citations: [], erasedQuotes: [] });
});

test("messages that are named are told to whoever may read them, and to nobody else", async () => {
  const { ana, ben, cleo, gus } = all;
  const direct = await stage.direct(ana, ben);
  const [kept, gone] = [
    await stage.say(ana, direct, "The key is red."),
    await stage.say(ana, direct, "Forget me."),
  ];
  await deleteMessage(stage.ctxOf(ana), gone);
  const named = async (by: CastMember) =>
    (await read(stage.ctxOf(by), (tx) => listNamedMessages(tx, [kept, gone]))).items;
  expect(await named(ben)).toMatchObject([
    { id: kept, body: "The key is red." },
    { id: gone, body: "" },
  ]);
  for (const stranger of [cleo, gus]) expect(await named(stranger)).toEqual([]);
});
