import { expect, test } from "vitest";
import { askAll, hitsOf, ndcgOf } from "@/tests/bench/retrieval/ask";
import { loadQmsum, loadScifact } from "@/tests/bench/retrieval/sets";
import { LONG, loaded } from "./loaded";

/**
 * What `npm run bench:retrieval` prints must hold: the sets that ship with Parley, whole, through the commands and the query that serve people.
 * What is asked in other languages stands in files of their own, which run beside this one.
 */
test("SciFact: the abstracts that a claim cites", LONG, async () => {
  expect(ndcgOf(await askAll(await loaded(loadScifact())))).toBeGreaterThanOrEqual(0.69);
});

test("QMSum: the turns of a meeting that a question is about", LONG, async () => {
  expect(hitsOf(await askAll(await loaded(loadQmsum())), 5)).toBeGreaterThanOrEqual(0.734);
});
