import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  envelopeMeter,
  FRAME_MS,
  isNearSilence,
  planCuts,
  resampler,
  toPcm16,
  waveform,
  wavHeader,
} from "./rules";

const SPEECH = 40; // -20 dBFS
const PAUSE = 130;
const frames = (ms: number) => Math.ceil(ms / FRAME_MS);

/** Speech with a pause of 400 ms at each of the given moments. */
function speech(durationMs: number, pausesMs: number[]): Uint8Array {
  const levels = new Uint8Array(frames(durationMs)).fill(SPEECH);
  for (const at of pausesMs) levels.fill(PAUSE, frames(at), frames(at + 400));
  return levels;
}

describe("cutting", () => {
  test("a short recording is one piece", () => {
    expect(planCuts(speech(590_000, []), 590_000)).toEqual([
      { index: 0, startMs: 0, endMs: 590_000, cutMs: 590_000 },
    ]);
  });

  test("cuts inside the pause nearest to where it looks, and overlaps only where there is none", () => {
    const pauses = [440_000, 900_000];
    const [first, second] = planCuts(speech(1_500_000, pauses), 1_500_000);
    expect(first?.cutMs).toBeGreaterThan(440_000);
    expect(first?.cutMs).toBeLessThan(440_400);
    expect(second?.startMs).toBe(first?.cutMs);

    const [a, b] = planCuts(speech(1_000_000, []), 1_000_000);
    expect((a?.endMs ?? 0) - (b?.startMs ?? 0)).toBe(10_000);
  });

  test("a low hum is no reason not to find the pause above it", () => {
    const levels = new Uint8Array(frames(900_000)).fill(40);
    levels.fill(70, frames(450_000), frames(450_400));
    const [first, second] = planCuts(levels, 900_000);
    expect(second?.startMs).toBe(first?.endMs);
  });

  test("every moment is in a piece, pieces last 300 to 600 s, and each hands over inside the next", () => {
    const arbitrary = fc.record({
      durationMs: fc.integer({ min: 1, max: 2 * 3_600_000 }),
      seed: fc.array(fc.nat(255), { minLength: 1, maxLength: 200 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ durationMs, seed }) => {
        const levels = Uint8Array.from({ length: frames(durationMs) }, (_, i) => seed[i % seed.length] ?? 0);
        const cuts = planCuts(levels, durationMs);
        expect(cuts[0]?.startMs).toBe(0);
        expect(cuts.at(-1)?.endMs).toBe(durationMs);
        for (const [i, { startMs, endMs, cutMs, index }] of cuts.entries()) {
          const next = cuts[i + 1];
          expect(index).toBe(i);
          expect(endMs - startMs).toBeLessThanOrEqual(600_000);
          if (cuts.length > 1) expect(endMs - startMs).toBeGreaterThanOrEqual(300_000);
          if (!next) continue;
          expect([0, 10_000]).toContain(endMs - next.startMs);
          expect(cutMs).toBeGreaterThanOrEqual(next.startMs);
          expect(cutMs).toBeLessThanOrEqual(endMs);
        }
      }),
      { numRuns: 50, examples: [[{ durationMs: 590_001, seed: [0] }], [{ durationMs: 600_001, seed: [0] }]] },
    );
  });
});

function tone(hertz: number, seconds: number, sampleRate: number, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / sampleRate),
  );
}

describe("the envelope", () => {
  test("says how loud each moment is, however the sound is cut into blocks", () => {
    const sound = tone(440, 1, 16_000);
    const whole = envelopeMeter(0, 1_200);
    whole.add({ startMs: 0, sampleRate: 16_000, channels: [sound] });
    const parts = envelopeMeter(0, 1_200);
    for (let at = 0; at < sound.length; at += 777) {
      parts.add({
        startMs: (1_000 * at) / 16_000,
        sampleRate: 16_000,
        channels: [sound.subarray(at, at + 777)],
      });
    }
    const { levels, peaks } = whole.finish();
    expect(parts.finish()).toEqual({ levels, peaks });
    expect(levels.subarray(0, 20).every((level) => level === 18)).toBe(true); // -9 dBFS
    expect(levels.subarray(20).every((level) => level === 255)).toBe(true);
    expect(isNearSilence(levels, 1_000, 1_200)).toBe(true);
    expect(isNearSilence(levels, 0, 1_000)).toBe(false);
    expect(waveform(peaks, 6).map((peak) => peak > 100)).toEqual([true, true, true, true, true, false]);
  });
});

describe("resampling", () => {
  const run = (sound: Float32Array[], sampleRate: number, block: number) => {
    const through = resampler(sampleRate);
    const parts: number[] = [];
    for (let at = 0; at < (sound[0]?.length ?? 0); at += block)
      parts.push(...through.push(sound.map((samples) => samples.subarray(at, at + block))));
    parts.push(...through.finish());
    return Float32Array.from(parts);
  };

  test.each([8_000, 16_000, 22_050, 44_100, 48_000])("%i Hz keeps a tone and its length", (rate) => {
    const made = run([tone(440, 1, rate)], rate, 4_800);
    expect(Math.abs(made.length - 16_000)).toBeLessThanOrEqual(1);
    const wanted = tone(440, 1, 16_000);
    const middle = (samples: Float32Array) => samples.subarray(500, 15_000);
    const error = middle(made).reduce(
      (most, x, i) => Math.max(most, Math.abs(x - (middle(wanted)[i] ?? 0))),
      0,
    );
    expect(error).toBeLessThan(0.01);
  });

  test("what the lower rate cannot hold does not come back as something else", () => {
    const made = run([tone(12_000, 1, 48_000)], 48_000, 4_800).subarray(500, 15_000);
    expect(made.reduce((most, x) => Math.max(most, Math.abs(x)), 0)).toBeLessThan(0.01);
  });

  test("blocks make no difference, and channels are mixed", () => {
    const sound = [tone(300, 0.2, 44_100), tone(500, 0.2, 44_100)];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000 }), (block) => {
        expect(run(sound, 44_100, block)).toEqual(run(sound, 44_100, 8_820));
      }),
      { numRuns: 20 },
    );
  });
});

test("a piece is a wav file of 16-bit samples", () => {
  const pcm = toPcm16(Float32Array.from([0, 1, -1, 2]));
  expect([...new Int16Array(pcm.buffer)]).toEqual([0, 32_767, -32_767, 32_767]);
  const header = Buffer.from(wavHeader(8));
  expect(header.subarray(0, 4).toString()).toBe("RIFF");
  expect(header.readUInt32LE(40)).toBe(8);
  expect(header.readUInt32LE(24)).toBe(16_000);
});
