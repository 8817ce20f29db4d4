import { toPcm16, wavHeader } from "@/lib/recordings/audio/rules";
import type { Heard, WhisperReply } from "./wire-whisper";

/**
 * Speech that a machine can check: every word is a number, told in four tones, so that an engine that really listens knows which words it was
 * sent. A word that is not whole is not heard.
 */
const RATE = 8_000;
const TONE_MS = 60;
const DIGITS = 4;
const BASE = 8;
const WORD_MS = TONE_MS * DIGITS;
const hertzOf = (digit: number) => 300 + 150 * digit;

/** Words from 0 on, up to `seconds`; after word `n` there is silence of `pauseMs(n)`. Answers a wav file and how many words are in it. */
export function speak(
  seconds: number,
  pauseMs: (word: number) => number,
): { wav: Uint8Array; words: number } {
  const samples = new Float32Array(seconds * RATE);
  let at = 0;
  let words = 0;
  for (; at + (WORD_MS * RATE) / 1_000 < samples.length; words++) {
    for (let digit = 0; digit < DIGITS; digit++) {
      const hertz = hertzOf(Math.floor(words / BASE ** (DIGITS - 1 - digit)) % BASE);
      for (let i = 0; i < (TONE_MS * RATE) / 1_000; i++, at++)
        samples[at] = 0.3 * Math.sin((2 * Math.PI * hertz * i) / RATE);
    }
    at += Math.round((pauseMs(words) * RATE) / 1_000);
  }
  const pcm = toPcm16(samples);
  return { wav: Buffer.concat([wavHeader(pcm.byteLength, RATE), pcm]), words };
}

type Word = { word: string; start: number; end: number };

/** What stands in a wav of 16 kHz: the words that are whole, with their seconds. */
export function listen(wav: Uint8Array): Word[] {
  const bytes = Buffer.from(wav.buffer, wav.byteOffset, wav.byteLength).subarray(44);
  const samples = Float32Array.from(
    { length: bytes.length / 2 },
    (_, i) => bytes.readInt16LE(i * 2) / 32_768,
  );
  const frame = 160;
  const words: Word[] = [];
  let from = -1;
  for (let at = 0; at <= samples.length; at += frame) {
    const isLoud = samples.subarray(at, at + frame).some((sample) => Math.abs(sample) > 0.05);
    if (isLoud && from < 0) from = at;
    if (isLoud || from < 0) continue;
    const word = wordIn(samples.subarray(from, at));
    if (word !== null) words.push({ word, start: from / 16_000, end: at / 16_000 });
    from = -1;
  }
  return words;
}

function wordIn(samples: Float32Array): string | null {
  const start = samples.findIndex((sample) => Math.abs(sample) > 0.05);
  const end = samples.findLastIndex((sample) => Math.abs(sample) > 0.05);
  const tone = (TONE_MS * 16_000) / 1_000;
  if (end - start < tone * DIGITS - 80) return null;
  let number = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const part = samples.subarray(start + digit * tone + 120, start + (digit + 1) * tone - 120);
    let crossings = 0;
    for (let i = 1; i < part.length; i++) if ((part[i] ?? 0) >= 0 !== (part[i - 1] ?? 0) >= 0) crossings++;
    const hertz = (crossings * 16_000) / (2 * part.length);
    number = number * BASE + Math.round((hertz - hertzOf(0)) / 150);
  }
  return `w${number}`;
}

/** An engine that listens: it answers with what it was sent, in segments of a few words. */
export function hearTones({ audio }: Pick<Heard, "audio">): WhisperReply {
  const words = listen(audio);
  const segments = [];
  for (let from = 0; from < words.length; from += 7) {
    const some = words.slice(from, from + 7);
    segments.push({
      start: some[0]?.start ?? 0,
      end: some.at(-1)?.end ?? 0,
      text: some.map(({ word }) => word).join(" "),
      no_speech_prob: 0.02,
      avg_logprob: -0.2,
      compression_ratio: 1.3,
    });
  }
  return { kind: "heard", segments, words };
}
