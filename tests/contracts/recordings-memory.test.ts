import { spawn } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { speak } from "../support/tone-speech";

/** The benchmark does the same with three hours; here an hour shows that memory does not grow with the length. */
const MINUTES = 60;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "parley-sound-"));
  const minute = speak(60, (word) => (word % 20 === 19 ? 500 : 110)).wav;
  const header = Buffer.from(minute.subarray(0, 44));
  header.writeUInt32LE(36 + (minute.length - 44) * MINUTES, 4);
  header.writeUInt32LE((minute.length - 44) * MINUTES, 40);
  const file = await open(join(folder, "hour.wav"), "w");
  await file.write(header);
  for (let i = 0; i < MINUTES; i++) await file.write(minute.subarray(44));
  await file.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("an hour is cut into its pieces in less than 512 MB", { timeout: 180_000 }, async () => {
  const worker = join(import.meta.dirname, "../support/recording-worker.ts");
  const child = spawn(process.execPath, ["--import", "tsx", worker, join(folder, "hour.wav")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const chunk of child.stdout) said += String(chunk);
  const { peakMb, pieces, bytes } = z
    .object({ peakMb: z.number(), pieces: z.number(), bytes: z.number() })
    .parse(JSON.parse(said));
  expect(pieces).toBe(8);
  expect(bytes).toBeGreaterThan(MINUTES * 60 * 32_000 * 0.99);
  expect(peakMb).toBeLessThan(512);
});
