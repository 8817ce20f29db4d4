import { expect, test } from "vitest";
import { retryAfterMs, sentenceFor } from "./rules";

const failure = (kind: Parameters<typeof sentenceFor>[1], retryAfterSeconds: number | null = null) => ({
  kind,
  retryAfterSeconds,
});

test("what may pass is tried three times, later each time; nonsense once more; the rest not at all", () => {
  expect([1, 2, 3].map((tries) => retryAfterMs(failure("unavailable"), tries, 0))).toEqual([250, 500, null]);
  expect([1, 2].map((tries) => retryAfterMs(failure("empty"), tries, 0))).toEqual([250, null]);
  for (const kind of ["timeout", "refused", "stopped", "declined", "endless"] as const) {
    expect(retryAfterMs(failure(kind), 1, 0), kind).toBeNull();
  }
});

test("a provider is waited for as long as it asks, up to ten seconds", () => {
  expect(retryAfterMs(failure("rate-limited", 3), 1, 0)).toBe(3_000);
  expect(retryAfterMs(failure("rate-limited", 0), 1, 0)).toBe(0);
  expect(retryAfterMs(failure("rate-limited", 60), 1, 0)).toBeNull();
});

test("people are told what happened in our words", () => {
  expect(sentenceFor("GPT", "timeout")).toBe("GPT fell silent.");
});
