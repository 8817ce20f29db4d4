import { spawn } from "node:child_process";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { speak } from "../support/tone-speech";
import { print } from "./table";

/**
 * How much memory and time a recording needs from its bytes to the pieces that an engine is sent, by its length, in a process of its own: the
 * functions that the jobs call, on a file in the disk store. Nothing is transcribed: that time is the engine's.
 */
const LENGTHS = process.argv.includes("--short") ? [10, 30] : [10, 60, 180];

const folder = await mkdtemp(join(tmpdir(), "parley-bench-"));
const rows = [["minutes", "MB", "peak MB", "seconds", "times real time"]];
for (const minutes of LENGTHS) {
  const file = join(folder, `${minutes}.wav`);
  await makeWav(file, minutes);
  const { size } = await stat(file);
  const { peakMb, seconds } = await measure(file);
  rows.push([
    String(minutes),
    (size / 1e6).toFixed(0),
    peakMb.toFixed(0),
    seconds.toFixed(1),
    ((minutes * 60) / seconds).toFixed(0),
  ]);
}
await rm(folder, { recursive: true, force: true });
print("A recording from its bytes to its pieces (the limit is 512 MB)", rows);

/** A minute of speech again and again: 8 kHz, mono, 16 bits. */
async function makeWav(path: string, minutes: number): Promise<void> {
  const minute = speak(60, (word) => (word % 20 === 19 ? 500 : 110)).wav;
  const header = Buffer.from(minute.subarray(0, 44));
  const bytes = minute.subarray(44);
  header.writeUInt32LE(36 + bytes.length * minutes, 4);
  header.writeUInt32LE(bytes.length * minutes, 40);
  const handle = await open(path, "w");
  await handle.write(header);
  for (let i = 0; i < minutes; i++) await handle.write(bytes);
  await handle.close();
}

function measure(path: string): Promise<{ peakMb: number; seconds: number }> {
  return new Promise((resolve, reject) => {
    const worker = join(import.meta.dirname, "../support/recording-worker.ts");
    const child = spawn(process.execPath, ["--import", "tsx", worker, path], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const out = Readable.toWeb(child.stdout) as ReadableStream<Uint8Array>;
    void new Response(out).text().then((text) => resolve(JSON.parse(text)), reject);
    child.once("error", reject);
  });
}
