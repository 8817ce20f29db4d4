import { expect, test } from "vitest";
import { askAll, askWithout, ndcgOf } from "@/tests/bench/retrieval/ask";
import { loadXquad } from "@/tests/bench/retrieval/sets";
import { EVERY_SECOND, LONG, loaded } from "./loaded";

test.each([
  ["en", 0.97],
  ["zh", 0.96],
  ["th", 0.91],
] as const)("XQuAD %s: the paragraph that answers, and that none does", LONG, async (language, least) => {
  const xquad = await loaded(loadXquad(language));
  expect(ndcgOf(await askAll(xquad))).toBeGreaterThanOrEqual(least);
  const gate = await askWithout(xquad, await askAll(xquad, EVERY_SECOND));
  expect(gate.auroc).toBeGreaterThanOrEqual(0.97);
});
