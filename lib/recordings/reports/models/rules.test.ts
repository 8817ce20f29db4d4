import { expect, test } from "vitest";
import { typedPlan } from "../../templates/rules";
import type { Segment } from "../extract/rules";
import { mergeWindows, windowsOf } from "./rules";

const segment = (n: number, text: string): Segment => ({
  id: `s${n}`,
  startMs: n * 1_000,
  endMs: n * 1_000 + 900,
  speaker: null,
  text,
});

test("windows hold every segment once, in order, and no more than fits", () => {
  const segments = Array.from({ length: 50 }, (_, n) => segment(n, "x".repeat(1 + ((n * 37) % 90))));
  const windows = windowsOf(segments, 200);
  expect(windows.flat()).toEqual(segments);
  for (const window of windows)
    expect(window.length === 1 || window.reduce((sum, { text }) => sum + text.length, 0) <= 200).toBe(true);
  expect(windowsOf([segment(0, "x".repeat(500))], 200)).toHaveLength(1);
});

test("of many windows each has its turn, and the same words are told once", () => {
  const line = (n: number, quote = `quote ${n}`) => ({
    kind: "decisions" as const,
    id: null,
    line: {
      text: quote,
      quote,
      speaker: null,
      segmentIds: [`s${n}`],
      startMs: n * 1_000,
      endMs: n * 1_000 + 1,
      owner: null,
      due: null,
    },
  });
  const first = [line(0, "we move it"), line(1, "we move it by a week"), line(2), line(3)];
  const [section] = mergeWindows([typedPlan("decisions")], [first, [line(50)]], 3);
  expect(section?.lines.map(({ quote }) => quote)).toEqual(["we move it", "quote 2", "quote 50"]);
});
