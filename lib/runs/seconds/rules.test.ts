import { expect, test } from "vitest";
import { secondsOf } from "./rules";

const lines = [
  { startMs: 37_000, endMs: 40_000, text: "And what does it mean for the launch?" },
  { startMs: 41_000, endMs: 44_000, text: "We move the launch by one week," },
  { startMs: 44_500, endMs: 46_000, text: "because the lab is late." },
];

test.each([
  ["We move the launch by one week", 41_000, 44_000],
  ["Ben: We move the launch by one week, because the lab is late.", 41_000, 46_000],
  ["because the lab is late.\nAna: Good.", 44_500, 46_000],
])("%j is said at its own second", (quote, startMs, endMs) => {
  expect(secondsOf(lines, quote)).toEqual({ startMs, endMs });
});

test("what was not said has no second", () => {
  expect(secondsOf(lines, "We move it by two weeks")).toBeNull();
  expect(secondsOf([], "We move")).toBeNull();
});
