import { afterEach, expect } from "vitest";
import { askAll, askWithout, type Loaded, load, ndcgOf } from "@/tests/bench/retrieval/ask";
import { loadXquad, type RetrievalSet } from "@/tests/bench/retrieval/sets";
import { type Cast, cast } from "@/tests/support/cast";

const EVERY_SECOND = 2;

export const LONG = { timeout: 600_000 };

let all: Cast | null = null;
afterEach(async () => {
  await all?.db.drop();
  all = null;
});

/** A set of questions in a workspace of its own, until the test ends. */
export async function loaded(set: RetrievalSet): Promise<Loaded> {
  all = await cast();
  return load({ ctx: all.ctxOf(all.ana), memberId: all.ana.memberId, id: all.acme.id }, set);
}

/**
 * XQuAD in a language: the paragraph that answers is found, `least` nDCG@10 over all questions; and that none does is seen, where every second
 * question is asked again without its article, as in the README's table.
 */
export async function expectXquad(language: "en" | "zh" | "th", least: number): Promise<void> {
  const xquad = await loaded(loadXquad(language));
  expect(ndcgOf(await askAll(xquad))).toBeGreaterThanOrEqual(least);
  const gate = await askWithout(xquad, await askAll(xquad, EVERY_SECOND));
  expect(gate.auroc).toBeGreaterThanOrEqual(0.97);
}
