import { expect, test } from "vitest";
import { silenceWatch } from "./silence";

const SPEECH = 0.2;
const HISS = 0.002;

test("ten seconds of hiss are silence, and a word ends it", () => {
  const watch = silenceWatch();
  expect(watch.isQuiet(SPEECH, 0)).toBe(false);
  expect(watch.isQuiet(HISS, 1_000)).toBe(false);
  expect(watch.isQuiet(HISS, 10_900)).toBe(false);
  expect(watch.isQuiet(HISS, 11_000)).toBe(true);
  expect(watch.isQuiet(SPEECH, 11_100)).toBe(false);
  expect(watch.isQuiet(HISS, 11_200)).toBe(false);
});
