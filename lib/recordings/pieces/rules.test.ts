import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge, placed, stitch } from "./rules";
import type { HeardSegment } from "./schema";

const heard = (
  startMs: number,
  endMs: number,
  text: string,
  figures: Partial<HeardSegment> = {},
): HeardSegment => ({
  startMs,
  endMs,
  text,
  noSpeech: null,
  logProbability: null,
  compression: null,
  words: [],
  ...figures,
});
const textOf = (segments: HeardSegment[]) => segments.map(({ text }) => text).join(" ");

describe("stitching", () => {
  test("pieces that meet in a pause stand one after the other", () => {
    const pieces = [
      { startMs: 0, endMs: 400_000, cutMs: 400_000, segments: [heard(1_000, 3_000, "We move the launch")] },
      {
        startMs: 400_000,
        endMs: 800_000,
        cutMs: 800_000,
        segments: [heard(401_000, 404_000, "by one week.")],
      },
    ];
    expect(textOf(stitch(pieces.toReversed()))).toBe("We move the launch by one week.");
  });

  test("what both pieces heard is there once, also when they divide it differently", () => {
    const pieces = [
      {
        startMs: 0,
        endMs: 455_000,
        cutMs: 450_000,
        segments: [
          heard(440_000, 447_000, "The certificate comes"),
          heard(447_000, 455_000, "on Thursday and then we mov"),
        ],
      },
      {
        startMs: 445_000,
        endMs: 800_000,
        cutMs: 800_000,
        segments: [heard(445_200, 460_000, "comes on Thursday, and then we move the launch. Thursday.")],
      },
    ];
    expect(textOf(stitch(pieces))).toBe(
      "The certificate comes on Thursday and then we move the launch. Thursday.".replace(
        "Thursday and",
        "Thursday and",
      ),
    );
  });

  /** Words of about 400 ms; each piece hears those that lie whole inside of it, with its own errors of timing and its own segments. */
  test("every word of the reference is there once, in order, whatever the words, the timing and the segments are", () => {
    const arbitrary = fc.record({
      words: fc.array(fc.constantFrom("the", "launch", "moves", "by", "a", "week", "no", "battery"), {
        minLength: 60,
        maxLength: 90,
      }),
      cutWord: fc.integer({ min: 25, max: 35 }),
      shift: fc.integer({ min: -250, max: 250 }),
      size: fc.integer({ min: 3, max: 9 }),
      otherSize: fc.integer({ min: 3, max: 9 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ words, cutWord, shift, size, otherSize }) => {
        const reference = words.map((text, i) => ({
          text: `${text}${i % 7}`,
          startMs: i * 400,
          endMs: i * 400 + 380,
        }));
        const cutMs = cutWord * 400 + 123;
        const piece = (startMs: number, endMs: number, by: number, shiftMs: number) => {
          const inside = reference.filter((word) => word.startMs >= startMs && word.endMs <= endMs);
          const timed = inside.map((word) => ({
            ...word,
            startMs: word.startMs + shiftMs,
            endMs: word.endMs + shiftMs,
          }));
          const segments: HeardSegment[] = [];
          for (let i = 0; i < timed.length; i += by) {
            const some = timed.slice(i, i + by);
            segments.push(
              heard(some[0]?.startMs ?? 0, some.at(-1)?.endMs ?? 0, some.map(({ text }) => text).join(" "), {
                words: some,
              }),
            );
          }
          return { startMs, endMs, segments };
        };
        const whole = stitch([
          { ...piece(0, cutMs + 5_000, size, 0), cutMs },
          { ...piece(cutMs - 5_000, 90 * 400, otherSize, shift), cutMs: 90 * 400 },
        ]);
        expect(textOf(whole).split(" ")).toEqual(reference.map(({ text }) => text));
      }),
      { numRuns: 300 },
    );
  });

  test("a piece that heard nothing takes nothing away", () => {
    const first = {
      startMs: 0,
      endMs: 455_000,
      cutMs: 450_000,
      segments: [heard(1_000, 454_000, "all of it")],
    };
    const second = { startMs: 445_000, endMs: 800_000, cutMs: 800_000, segments: [] };
    expect(textOf(stitch([first, second]))).toBe("all of it");
    const late = { ...second, segments: [heard(500_000, 501_000, "much later")] };
    expect(textOf(stitch([first, late]))).toBe("all of it much later");
  });

  test("what an engine says beyond its piece is kept inside of it", () => {
    expect(placed([heard(-200, 900_000, "long")], { startMs: 1_000, endMs: 5_000 })).toMatchObject([
      { startMs: 1_000, endMs: 5_000 },
    ]);
  });
});

describe("the guard", () => {
  const reasons = (...segments: HeardSegment[]) => judge(segments, null);

  test("what the engine itself doubts is hidden, one doubt alone is not enough", () => {
    expect(reasons(heard(0, 1, "Thank you.", { noSpeech: 0.9, logProbability: -1.4 }))).toEqual([
      "no_speech",
    ]);
    expect(reasons(heard(0, 1, "Thank you.", { noSpeech: 0.9, logProbability: -0.3 }))).toEqual([null]);
    expect(reasons(heard(0, 1, "Thank you.", { noSpeech: 0.2, logProbability: -1.4 }))).toEqual([null]);
    expect(reasons(heard(0, 1, "so so", { compression: 2.5 }))).toEqual(["compression"]);
  });

  test("a phrase three times is a loop, a word three times is an answer", () => {
    expect(reasons(heard(0, 1, "see you next time, see you next time, see you next time"))).toEqual([
      "repetition",
    ]);
    expect(reasons(heard(0, 1, "No, no, no."))).toEqual([null]);
    const same = heard(0, 1, "Thanks for watching!");
    expect(reasons(same, same, same)).toEqual([null, "repetition", "repetition"]);
    expect(reasons(same, same)).toEqual([null, null]);
  });

  test("text over silence was not said", () => {
    const levels = new Uint8Array(200).fill(40);
    levels.fill(140, 100);
    expect(judge([heard(0, 4_000, "We start."), heard(6_000, 9_000, "Subtitles by nobody")], levels)).toEqual(
      [null, "near_silence"],
    );
  });

  test("any text is judged", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => judge([heard(0, 1, text)], null).length === 1),
    );
  });
});
