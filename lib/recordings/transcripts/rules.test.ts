import fc from "fast-check";
import { expect, test } from "vitest";
import { formatOf, readTranscript } from "./rules";

test("subtitles with voices, tags and entities", () => {
  const vtt = `\uFEFFWEBVTT - made elsewhere\r\n\r\nNOTE a remark\r\n\r\n1\r\n00:01.000 --> 00:03.500 align:start\r\n<v Ana Bell>We <b>move</b> it\r\n&amp; tell them.\r\n\r\n00:04.000 --> 00:06.000\r\n<v Ben>Why? <v Ana Bell>The certificate.\r\n`;
  expect(readTranscript(vtt, null)).toEqual([
    { startMs: 1_000, endMs: 3_500, speaker: "Ana Bell", text: "We move it & tell them." },
    { startMs: 4_000, endMs: 4_400, speaker: "Ben", text: "Why?" },
    { startMs: 4_400, endMs: 6_000, speaker: "Ana Bell", text: "The certificate." },
  ]);
});

test("srt, with a name before the words", () => {
  const srt =
    "1\n00:00:01,000 --> 00:00:02,000\nBen: It slips.\n\n2\n01:00:03,250 --> 01:00:04,000\n- By a week at 10:30: yes\n";
  expect(readTranscript(srt, null)).toEqual([
    { startMs: 1_000, endMs: 2_000, speaker: "Ben", text: "It slips." },
    { startMs: 3_603_250, endMs: 3_604_000, speaker: null, text: "- By a week at 10:30: yes" },
  ]);
});

test("a text with times at the beginning of its lines, or on lines of their own", () => {
  const text = "[00:00:05] Ana: We start.\n\n00:10\nBen: Good morning to everybody here.\n1:02:03 - the end";
  expect(readTranscript(text, null)).toMatchObject([
    { startMs: 5_000, speaker: "Ana", text: "We start." },
    { startMs: 10_000, speaker: "Ben" },
    { startMs: 3_723_000, speaker: null, text: "the end" },
  ]);
});

test("a text without times shares the time there is", () => {
  const cues = readTranscript("one two three\nfour five six\nseven eight nine ten eleven twelve", 12_000);
  expect(cues.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 3_000],
    [3_000, 6_000],
    [6_000, 12_000],
  ]);
});

test("what is no transcript gives nothing, and nothing makes it fail", () => {
  expect(readTranscript("", null)).toEqual([]);
  expect(readTranscript("WEBVTT\n\n00:00 --> nonsense\nx", null)).toEqual([]);
  expect(formatOf("Ana: hello")).toBe("txt");
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: fc.constantFrom(..."0123:.,->< vAB\n[]") }), (text) => {
      for (const { startMs, endMs } of readTranscript(text, 60_000)) {
        expect(startMs).toBeGreaterThanOrEqual(0);
        expect(endMs).toBeGreaterThanOrEqual(startMs);
      }
    }),
  );
});
