import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { read } from "@/lib/ctx";
import { createDocument, deleteDocument } from "@/lib/documents/commands";
import { scorePins } from "@/lib/runs/scoring/commands";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { keepFile, processAll } from "@/tests/support/library";
import { pinQuestion, unpinQuestion } from "./commands";
import { listPins } from "./queries";
import { rankOf, sharesOf } from "./rules";

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());

async function keep(
  by: CastMember,
  name: string,
  text: string,
  visibility: "workspace" | "private" = "workspace",
) {
  const ctx = all.ctxOf(by);
  const file = await keepFile(ctx, name, text);
  const { document } = await createDocument(ctx, { fileId: file.id, visibility });
  await processAll(ctx, { documentId: document.id, version: 1 });
  return document.id;
}
const pinsOf = (who: CastMember) => read(all.ctxOf(who), listPins);

test("shares count what was found first, among the first five, and by place", () => {
  expect(sharesOf([])).toEqual({ hitAt1: 0, hitAt5: 0, meanReciprocalRank: 0 });
  expect(sharesOf([1, 4, null, 10])).toEqual({
    hitAt1: 0.25,
    hitAt5: 0.5,
    meanReciprocalRank: (1 + 0.25 + 0.1) / 4,
  });
  expect(rankOf("b", [{ sourceId: "a" }, { sourceId: "a" }, { sourceId: "b" }])).toBe(2);
  expect(rankOf("c", [{ sourceId: "a" }])).toBeNull();
});

test("pinned questions are scored as they are asked, and say what is found first instead", async () => {
  const { ana } = all;
  const ferry = await keep(ana, "ferry.txt", "The ferry to the island leaves at nine.");
  await keep(ana, "boiler.txt", "The boiler is serviced in spring by the boiler company.");
  const attic = await keep(ana, "attic.txt", "In the attic stand the old files.");
  const first = await pinQuestion(all.ctxOf(ana), {
    question: "When does the ferry leave?",
    sourceId: ferry,
  });
  await pinQuestion(all.ctxOf(ana), { question: "Who services the boiler?", sourceId: attic });
  expect(
    await pinQuestion(all.ctxOf(ana), { question: "When does the ferry leave?", sourceId: ferry }),
  ).toEqual(first);
  expect(await pinsOf(ana)).toHaveLength(2);

  const scores = await scorePins(all.ctxOf(ana));
  expect(scores).toMatchObject({ hitAt1: 0.5, hitAt5: 0.5, meanReciprocalRank: 0.5, byMeaning: false });
  expect(scores.items).toContainEqual({ pinId: first.id, rank: 1, isEnough: true, first: null });
  expect(scores.items).toContainEqual(expect.objectContaining({ rank: null, first: "boiler" }));

  await unpinQuestion(all.ctxOf(ana), first.id);
  expect(await pinsOf(ana)).toHaveLength(1);
});

test("a question is known to those who may read its source, and to no other admin or workspace", async () => {
  const { ana, ben, gus } = all;
  const secret = await keep(ana, "wages.txt", "The wages of the board are in this list.", "private");
  const pin = await pinQuestion(all.ctxOf(ana), { question: "What does the board earn?", sourceId: secret });
  expect((await pinsOf(ana)).map(({ id }) => id)).toContain(pin.id);
  for (const other of [ben, gus]) {
    expect(
      (await pinsOf(other)).map(({ id }) => id),
      other.name,
    ).not.toContain(pin.id);
    expect((await scorePins(all.ctxOf(other))).items.map(({ pinId }) => pinId)).not.toContain(pin.id);
    await expect(unpinQuestion(all.ctxOf(other), pin.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const sourceId of [secret, newId()])
      await expect(pinQuestion(all.ctxOf(other), { question: "Wages?", sourceId })).rejects.toMatchObject({
        code: "INVALID",
      });
  }
  await deleteDocument(all.ctxOf(ana), secret);
  expect(
    (await pinsOf(ana)).map(({ id }) => id),
    "nor of what is gone",
  ).not.toContain(pin.id);
});
