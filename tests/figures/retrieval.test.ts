import { afterEach, expect, test } from "vitest";
import { askAll, askWithout, hitsOf, type Loaded, load, ndcgOf } from "@/tests/bench/retrieval/ask";
import { loadQmsum, loadScifact, loadXquad, type RetrievalSet } from "@/tests/bench/retrieval/sets";
import { type Cast, cast } from "@/tests/support/cast";

/**
 * What `npm run bench:retrieval` prints must hold: the sets that ship with Parley, through the commands and the query that serve people. The
 * whole of SciFact, XQuAD and QMSum; the questions whose article was deleted are every fifth, which moves the area by less than 0.01.
 */
const LONG = { timeout: 600_000 };
const EVERY_FIFTH = 5;

let all: Cast | null = null;
afterEach(async () => {
  await all?.db.drop();
  all = null;
});

async function loaded(set: RetrievalSet): Promise<Loaded> {
  all = await cast();
  return load({ ctx: all.ctxOf(all.ana), memberId: all.ana.memberId, id: all.acme.id }, set);
}

test("SciFact: the abstracts that a claim cites", LONG, async () => {
  expect(ndcgOf(await askAll(await loaded(loadScifact())))).toBeGreaterThanOrEqual(0.69);
});

test.each([
  ["en", 0.97],
  ["zh", 0.96],
  ["th", 0.91],
] as const)("XQuAD %s: the paragraph that answers, and that none does", LONG, async (language, least) => {
  const xquad = await loaded(loadXquad(language));
  expect(ndcgOf(await askAll(xquad))).toBeGreaterThanOrEqual(least);
  const gate = await askWithout(xquad, await askAll(xquad, EVERY_FIFTH));
  expect(gate.auroc).toBeGreaterThanOrEqual(0.96);
});

test("QMSum: the turns of a meeting that a question is about", LONG, async () => {
  expect(hitsOf(await askAll(await loaded(loadQmsum())), 5)).toBeGreaterThanOrEqual(0.734);
});
