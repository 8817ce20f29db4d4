import { open } from "node:fs/promises";
import { createAudio } from "@/lib/adapters/audio/audio";
import type { AudioSource } from "@/lib/adapters/audio/port";
import { envelopeMeter, planCuts, waveform } from "@/lib/recordings/audio/rules";
import { wavOf } from "@/lib/recordings/pieces/sound/rules";

/**
 * What the jobs do with the sound of one file: inspect, measure in windows, cut, and make every piece that an engine is sent. Prints the highest
 * memory of the process, and how long it took.
 */
const WINDOW_MS = 30 * 60_000;
const startedAt = performance.now();
const audio = createAudio();
const handle = await open(process.argv[2] ?? "");
const { size } = await handle.stat();
const source: AudioSource = {
  sizeBytes: size,
  async read(start, end) {
    const bytes = new Uint8Array(end - start);
    await handle.read(bytes, 0, bytes.length, start);
    return bytes;
  },
};

const { durationMs } = await audio.inspect(source);
const levels: Uint8Array[] = [];
const peaks: Uint8Array[] = [];
for (let startMs = 0; startMs < durationMs; startMs += WINDOW_MS) {
  const endMs = Math.min(durationMs, startMs + WINDOW_MS);
  const meter = envelopeMeter(startMs, endMs);
  for await (const block of audio.decode(source, { startMs, endMs })) meter.add(block);
  const envelope = meter.finish();
  levels.push(envelope.levels);
  peaks.push(envelope.peaks);
}
waveform(new Uint8Array(Buffer.concat(peaks)), 1_000);
const pieces = planCuts(new Uint8Array(Buffer.concat(levels)), durationMs);
let bytes = 0;
for (const piece of pieces) bytes += (await wavOf(audio.decode(source, piece))).byteLength;

const peakMb = process.resourceUsage().maxRSS / 1_024;
const seconds = (performance.now() - startedAt) / 1_000;
process.stdout.write(JSON.stringify({ peakMb, seconds, pieces: pieces.length, bytes }));
