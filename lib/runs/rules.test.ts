import fc from "fast-check";
import { expect, test } from "vitest";
import { applyPart, batchesOf, coalesce, NO_ANSWER, snapshotOf } from "./rules";
import type { RunPart } from "./schema";

const delta = (text: string, id = "a"): RunPart => ({ type: "text-delta", id, delta: text });
const text = fc.string({ unit: "binary", maxLength: 4_000 });
const parts = fc.array(
  fc.oneof(
    text.map((one) => delta(one)),
    text.map((one) => delta(one, "b")),
    fc.constant<RunPart>({ type: "reset-step" }),
  ),
);
const textOf = (all: RunPart[]) => all.reduce(applyPart, NO_ANSWER).text;

test("coalescing keeps the answer, cuts no character in half, and leaves no two deltas that belong together", () => {
  expect(coalesce([delta("a"), delta("b"), delta("c", "b"), delta("d", "b")])).toEqual([
    delta("ab"),
    delta("cd", "b"),
  ]);
  fc.assert(
    fc.property(parts, (all) => {
      const joined = coalesce(all);
      expect(textOf(joined)).toBe(textOf(all));
      for (const part of joined) {
        if (part.type !== "text-delta") continue;
        expect(part.delta.length).toBeLessThanOrEqual(1_500);
        expect(part.delta.isWellFormed()).toBe(true);
      }
    }),
  );
});

test("batches number every part once, in order, and fit an event however their text is escaped", () => {
  const hostile = fc
    .array(fc.constantFrom("\u0001", '"', "\\", "推", "😀", "x"), { maxLength: 3_000 })
    .map((all) => delta(all.join("")));
  fc.assert(
    fc.property(fc.array(hostile), fc.nat(1_000), (all, from) => {
      const joined = coalesce(all);
      const batches = batchesOf(from, joined);
      expect(batches.flatMap((batch) => batch.parts)).toEqual(joined);
      let next = from;
      for (const batch of batches) {
        expect([batch.from, batch.to]).toEqual([next, next + batch.parts.length - 1]);
        next = batch.to + 1;
        expect(new TextEncoder().encode(JSON.stringify(batch.parts)).length).toBeLessThan(9_500);
      }
    }),
    { numRuns: 30 },
  );
});

test("a snapshot makes the whole answer, whatever was known before", () => {
  const known = [delta("something else")].reduce(applyPart, NO_ANSWER);
  const body = "A long answer. ".repeat(500);
  expect(snapshotOf({ text: body, citations: [] }).reduce(applyPart, known)).toMatchObject({
    text: body,
    citations: [],
  });
});
