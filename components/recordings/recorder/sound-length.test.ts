import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SoundLength } from "./sound-length";

const fixture = (name: string) =>
  readFileSync(join(import.meta.dirname, "../../../tests/fixtures/audio", name));
const SPOKEN_MS = 5_514;

test("sound is as long as its blocks say, however it is cut, and grows with each slice", () => {
  const webm = fixture("say.webm");
  for (const bytes of [1, 97, 1_000, webm.length]) {
    const length = new SoundLength();
    let ms: number | null = null;
    for (let at = 0; at < webm.length; at += bytes) {
      const next = length.add(webm.subarray(at, at + bytes));
      if (ms !== null) expect(next).toBeGreaterThanOrEqual(ms);
      ms = next;
    }
    expect(Math.abs((ms ?? 0) - SPOKEN_MS)).toBeLessThan(60);
  }
});

test("half of it is not said to be all of it, and of another format nothing is said", () => {
  const webm = fixture("say.webm");
  const half = new SoundLength().add(webm.subarray(0, webm.length / 2)) ?? 0;
  expect(half).toBeGreaterThan(1_000);
  expect(half).toBeLessThan(SPOKEN_MS - 1_000);
  expect(new SoundLength().add(fixture("say.m4a"))).toBeNull();
  expect(new SoundLength().add(new Uint8Array())).toBeNull();
});
