import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Scene, type Speaker, scenes } from "./scenes";

/**
 * Makes the recordings of the demo and their transcripts with exact times, from synthetic voices. What it wrote is committed: run it with
 * `npx tsx prisma/seed/recordings/make.ts` only to change what they say. It needs flite and ffmpeg (`apt-get install flite ffmpeg`).
 */
const RATE = 16_000;
/** A little slower than flite speaks by itself. */
const TEMPO = 0.92;
/** Samples below it are none. */
const SILENCE = 300;
const FILES = path.join(import.meta.dirname, "..", "files");
const work = mkdtempSync(path.join(tmpdir(), "voices-"));

/** Voices of flite, some of them higher or lower than they are. */
const VOICES: Record<Speaker, { voice: string; pitch: number }> = {
  Ana: { voice: "slt", pitch: 0.94 },
  Ben: { voice: "rms", pitch: 1 },
  Cleo: { voice: "slt", pitch: 1.16 },
  Dev: { voice: "awb", pitch: 1 },
  Mara: { voice: "slt", pitch: 1.06 },
  Supplier: { voice: "awb", pitch: 0.88 },
};

type Placed = { speaker: Speaker; text: string; sound: Int16Array; from: number };

for (const scene of scenes) {
  const placed = place(scene);
  if (!scene.isUnwritten) writeFileSync(path.join(FILES, `${scene.name}.vtt`), transcriptOf(placed));
  writeFileSync(path.join(work, "scene.wav"), wavOf(scene, placed));
  const rate = scene.isStereo ? "24k" : "14k";
  run("ffmpeg", [
    ...["-i", "scene.wav", "-c:a", "libopus", "-b:a", rate, "-application", "voip", "-frame_duration", "60"],
    ...["-map_metadata", "-1", "-metadata", "comment=Synthetic voices", "-fflags", "+bitexact"],
    path.join(FILES, `${scene.name}.opus`),
  ]);
}
rmSync(work, { recursive: true });

/** Says every line, and spreads what is left of the time evenly over the pauses between two lines whose second is given. */
function place({ name, lines, seconds }: Scene): Placed[] {
  const said = lines.map(([at, speaker, text]) => ({ at, speaker, text, sound: speak(speaker, text) }));
  const placed: Placed[] = [];
  for (let first = 0; first < said.length; ) {
    const next = said.findIndex(({ at }, index) => index > first && at !== null);
    const group = said.slice(first, next < 0 ? undefined : next);
    const from = (group[0]?.at ?? 0) * RATE;
    const until = (next < 0 ? seconds - 1 : (said[next]?.at ?? seconds)) * RATE;
    const spoken = group.reduce((sum, { sound }) => sum + sound.length, 0);
    const pause = (until - from - spoken) / group.length;
    if (pause < 0.12 * RATE) throw new Error(`${name} is too short for what is said at ${from / RATE}.`);
    let at = from;
    for (const { speaker, text, sound } of group) {
      placed.push({ speaker, text, sound, from: Math.round(at) });
      at += sound.length + pause;
    }
    first = next < 0 ? said.length : next;
  }
  return placed;
}

function speak(speaker: Speaker, text: string): Int16Array {
  const { voice, pitch } = VOICES[speaker];
  run("flite", ["-voice", voice, "-t", text, "-o", "line.wav"]);
  const filter = `aresample=${RATE},rubberband=pitch=${pitch}:tempo=${TEMPO}:formant=preserved,speechnorm=e=4,volume=0.8`;
  run("ffmpeg", [
    "-i",
    "line.wav",
    "-af",
    filter,
    "-f",
    "s16le",
    "-ac",
    "1",
    "-ar",
    String(RATE),
    "line.raw",
  ]);
  const bytes = readFileSync(path.join(work, "line.raw"));
  const sound = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return trimmed(sound);
}

function trimmed(sound: Int16Array): Int16Array {
  const isLoud = (sample: number) => Math.abs(sample) > SILENCE;
  return sound.slice(sound.findIndex(isLoud), sound.findLastIndex(isLoud) + 1);
}

/** In stereo the first who speaks is on the left, everybody else on the right. */
function wavOf({ seconds, isStereo, lines }: Scene, placed: Placed[]): Buffer {
  const channels = isStereo ? 2 : 1;
  const samples = new Int16Array(seconds * RATE * channels);
  for (const { speaker, sound, from } of placed) {
    const channel = isStereo && speaker !== lines[0]?.[1] ? 1 : 0;
    for (const [index, sample] of sound.entries()) samples[(from + index) * channels + channel] = sample;
  }
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE * channels * 2, 28);
  header.writeUInt16LE(channels * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

function transcriptOf(placed: Placed[]): string {
  const cues = placed.map(
    ({ speaker, text, sound, from }) =>
      `${stamp(from)} --> ${stamp(from + sound.length)}\n<v ${speaker}>${text}\n`,
  );
  return ["WEBVTT\n\nNOTE The voices are synthetic.\n", ...cues].join("\n");
}

function stamp(samples: number): string {
  return new Date(Math.round((samples / RATE) * 1_000)).toISOString().slice(11, 23);
}

function run(command: string, options: string[]): void {
  const quiet = command === "ffmpeg" ? ["-y", "-loglevel", "error"] : [];
  execFileSync(command, [...quiet, ...options], { cwd: work, stdio: ["ignore", "inherit", "inherit"] });
}
