import fc from "fast-check";
import { expect, test } from "vitest";
import { statisticsOf } from "./rules";

test("who spoke how long, how often and how fast", () => {
  const said = [
    { startMs: 0, endMs: 30_000, speaker: "Ana", text: "We move the launch by one week." },
    { startMs: 30_500, endMs: 40_000, speaker: "Ana", text: "Is that clear? Any questions?" },
    { startMs: 45_000, endMs: 55_000, speaker: "Ben", text: "为什么推迟？" },
    { startMs: 60_000, endMs: 61_000, speaker: "Ana", text: "Certificate." },
  ];
  const { durationMs, silentMs, speakers } = statisticsOf(said, 90_000);
  expect({ durationMs, silentMs }).toEqual({ durationMs: 90_000, silentMs: 39_500 });
  expect(speakers).toEqual([
    {
      speaker: "Ana",
      spokenMs: 40_500,
      share: 40_500 / 50_500,
      turns: 2,
      longestMs: 40_000,
      questions: 2,
      words: 13,
      wordsPerMinute: 19,
    },
    {
      speaker: "Ben",
      spokenMs: 10_000,
      share: 10_000 / 50_500,
      turns: 1,
      longestMs: 10_000,
      questions: 1,
      words: 3,
      wordsPerMinute: 18,
    },
  ]);
});

test("nothing said is silence", () => {
  expect(statisticsOf([], 5_000)).toEqual({ durationMs: 5_000, silentMs: 5_000, speakers: [] });
});

test("shares add up, and no time is counted twice", () => {
  const arbitrary = fc.array(
    fc.record({
      startMs: fc.nat(50_000),
      length: fc.integer({ min: 1, max: 9_000 }),
      speaker: fc.constantFrom("Ana", "Ben", null),
    }),
    { minLength: 1, maxLength: 40 },
  );
  fc.assert(
    fc.property(arbitrary, (spans) => {
      const said = spans.map(({ startMs, length, speaker }) => ({
        startMs,
        endMs: startMs + length,
        speaker,
        text: "a b",
      }));
      const { durationMs, silentMs, speakers } = statisticsOf(said, 60_000);
      expect(speakers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
      expect(silentMs).toBeLessThanOrEqual(durationMs);
      for (const { spokenMs, longestMs } of speakers) {
        expect(spokenMs).toBeLessThanOrEqual(durationMs - silentMs);
        expect(longestMs).toBeLessThanOrEqual(durationMs);
      }
    }),
  );
});
