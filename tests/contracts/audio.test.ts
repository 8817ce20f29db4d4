import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createAudio } from "@/lib/adapters/audio/audio";
import type { AudioSource } from "@/lib/adapters/audio/port";
import { toPcm16, wavHeader } from "@/lib/recordings/audio/rules";

const FIXTURES = join(import.meta.dirname, "../fixtures/audio");
const SPOKEN_MS = 5_514;
const audio = createAudio();

function source(bytes: Uint8Array): AudioSource & { reads: number[] } {
  const reads: number[] = [];
  return {
    sizeBytes: bytes.byteLength,
    reads,
    async read(start, end) {
      reads.push(end - start);
      return bytes.subarray(start, end);
    },
  };
}

const fixture = (name: string) => source(readFileSync(join(FIXTURES, name)));

async function decoded(from: AudioSource, startMs: number, endMs: number) {
  const blocks = [];
  for await (const block of audio.decode(from, { startMs, endMs })) blocks.push(block);
  const seconds = blocks.reduce(
    (sum, { channels, sampleRate }) => sum + (channels[0]?.length ?? 0) / sampleRate,
    0,
  );
  const samples = blocks.flatMap(({ channels }) => [...(channels[0] ?? [])]);
  return { blocks, seconds, samples };
}

const power = (samples: number[]) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length);

describe.each([
  ["say.wav", "wav", "pcm-s16"],
  ["say.mp3", "mp3", "mp3"],
  ["say.m4a", "mp4", "aac"],
  ["say.aac", "aac", "aac"],
  ["say.webm", "webm", "opus"],
  ["say.opus", "ogg", "opus"],
  ["say.ogg", "ogg", "vorbis"],
  ["say.flac", "flac", "flac"],
])("%s", (name, format, codec) => {
  test("is known by its bytes, and lasts as long as was spoken", async () => {
    const facts = await audio.inspect(fixture(name));
    expect(facts).toMatchObject({ format, codec, channels: 1 });
    expect(Math.abs(facts.durationMs - SPOKEN_MS)).toBeLessThan(150);
  });

  test("is decoded whole, and from the middle, to the same sound", async () => {
    const whole = await decoded(fixture(name), 0, SPOKEN_MS);
    expect(Math.abs(whole.seconds - SPOKEN_MS / 1_000)).toBeLessThan(0.15);
    const original = await decoded(fixture("say.wav"), 0, SPOKEN_MS);
    expect(power(whole.samples) / power(original.samples)).toBeGreaterThan(0.85);
    expect(power(whole.samples) / power(original.samples)).toBeLessThan(1.15);

    const { blocks, seconds, samples } = await decoded(fixture(name), 2_000, 3_000);
    expect(Math.abs(seconds - 1)).toBeLessThan(0.06);
    expect(Math.abs((blocks[0]?.startMs ?? 0) - 2_000)).toBeLessThan(60);
    const rate = blocks[0]?.sampleRate ?? 1;
    const same = whole.samples.slice(2 * rate, 3 * rate);
    expect(power(samples) / power(same)).toBeGreaterThan(0.8);
    expect(power(samples) / power(same)).toBeLessThan(1.25);
  });

  test("cut off in the middle, it gives what is there, or a sentence", async () => {
    const bytes = readFileSync(join(FIXTURES, name));
    const half = source(bytes.subarray(0, bytes.length / 2));
    const facts = await audio.inspect(half).catch((error: unknown) => error);
    if (facts instanceof Error) expect(facts).toMatchObject({ code: "INVALID", message: /cut off/ });
    else expect((await decoded(half, 0, SPOKEN_MS)).seconds).toBeGreaterThan(1.5);
  });
});

describe("what is no recording gets a sentence", () => {
  const text = (words: string) => source(Buffer.from(words));
  test.each([
    ["nothing", source(new Uint8Array()), "This file is empty."],
    ["a text called .mp3", text("Ana: we move the launch.\n".repeat(200)), "no audio that Parley can read"],
    [
      "noise",
      source(Uint8Array.from({ length: 50_000 }, (_, i) => (i * i * 31) % 251)),
      "no audio that Parley can read",
    ],
    ["a picture without sound", fixture("nosound.mp4"), "no sound"],
    ["a header without samples", source(wavHeader(0)), "no sound"],
  ])("%s", async (_, from, sentence) => {
    await expect(audio.inspect(from)).rejects.toMatchObject({
      code: "INVALID",
      message: expect.stringContaining(sentence),
    });
  });

  test("a wav called .mp3 is a wav", async () => {
    expect(await audio.inspect(fixture("say.wav"))).toMatchObject({ contentType: "audio/wav" });
  });
});

test("a long file is read and decoded piece by piece", async () => {
  const minutes = 20;
  const rate = 8_000;
  const samples = new Float32Array(minutes * 60 * rate);
  for (let i = 0; i < samples.length; i++) samples[i] = 0.3 * Math.sin(i / 5);
  const pcm = toPcm16(samples);
  const long = source(Buffer.concat([wavHeader(pcm.byteLength, rate), pcm]));
  expect(await audio.inspect(long)).toMatchObject({ durationMs: minutes * 60_000 });
  const { seconds } = await decoded(long, 600_000, 660_000);
  expect(seconds).toBeCloseTo(60, 1);
  expect(Math.max(...long.reads)).toBeLessThan(5_000_000);
  expect(long.reads.reduce((sum, read) => sum + read, 0)).toBeLessThan(6_000_000);
});

/** What the parts become, read from where it was put together. */
async function joined(parts: AudioSource[]) {
  const { sizeBytes, contentType, read, forget } = await audio.join(parts);
  const bytes = sizeBytes > 0 ? new Uint8Array(await new Response(read()).arrayBuffer()) : new Uint8Array();
  expect(bytes.byteLength).toBe(sizeBytes);
  await forget();
  return { bytes, contentType };
}

test("what a recorder wrote before and after a crash becomes one recording with a length", async () => {
  const part = fixture("say.webm");
  const { bytes, contentType } = await joined([part, fixture("say.webm"), fixture("say.wav")]);
  expect(contentType).toBe("audio/webm");
  const whole = source(bytes);
  const facts = await audio.inspect(whole);
  expect(facts).toMatchObject({ format: "webm", codec: "opus" });
  expect(Math.abs(facts.durationMs - 2 * SPOKEN_MS)).toBeLessThan(150);
  const { samples, blocks } = await decoded(whole, SPOKEN_MS, 2 * SPOKEN_MS);
  const first = await decoded(part, 0, SPOKEN_MS);
  expect(power(samples) / power(first.samples)).toBeCloseTo(1, 1);
  expect(blocks.length).toBeGreaterThan(0);
});

test("so does what a recorder wrote in AAC, and what has no sound to join is no file", async () => {
  const { bytes, contentType } = await joined([fixture("say.m4a"), fixture("say.m4a")]);
  expect(contentType).toBe("audio/mp4");
  const facts = await audio.inspect(source(bytes));
  expect(facts).toMatchObject({ format: "mp4", codec: "aac" });
  expect(Math.abs(facts.durationMs - 2 * SPOKEN_MS)).toBeLessThan(250);
  expect((await joined([fixture("nosound.mp4")])).bytes.byteLength).toBe(0);
});
