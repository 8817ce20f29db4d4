import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { AudioCodec, EncodedAudioPacketSource, InputAudioTrack, Output, Target } from "mediabunny";
import type { AudioSource, JoinedAudio } from "@/lib/adapters/audio/port";

type Mediabunny = typeof import("mediabunny");
type Joined = { codec: AudioCodec; output: Output; source: EncodedAudioPacketSource };

/**
 * One file of several: a recorder that begins again after a crash writes a new header, and a player reads only the first. The result has a
 * duration and an index, which what a recorder writes while it records has not. What most browsers record (Opus) becomes WebM, what older
 * Safaris do (AAC) MP4. Parts without a sound, or in another codec than the first, are left out. It is put together on the disk, where what stands
 * at the beginning can be written last.
 */
export async function joinParts(parts: AudioSource[]): Promise<JoinedAudio> {
  const folder = await mkdtemp(join(tmpdir(), "parley-join-"));
  const forget = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "joined");
    const contentType = await joinTo(path, parts);
    const sizeBytes = contentType ? (await stat(path)).size : 0;
    return { sizeBytes, contentType: contentType ?? "audio/webm", read: () => streamOf(path), forget };
  } catch (error) {
    await forget();
    throw error;
  }
}

function streamOf(path: string): ReadableStream<Uint8Array> {
  return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>; // Node's own type of the same
}

/** What it became, or null where there was nothing to join. */
async function joinTo(path: string, parts: AudioSource[]): Promise<JoinedAudio["contentType"] | null> {
  const mediabunny = await import("mediabunny");
  const target = new mediabunny.FilePathTarget(path);
  let joined: Joined | null = null;
  let endSeconds = 0;
  for (const part of parts) {
    const input = new mediabunny.Input({
      formats: mediabunny.ALL_FORMATS,
      source: new mediabunny.CustomSource({
        getSize: () => part.sizeBytes,
        read: (start, end) => part.read(start, end),
      }),
    });
    try {
      const track = await input.getPrimaryAudioTrack();
      const codec = await track?.getCodec();
      if (!track || (codec !== "opus" && codec !== "aac")) continue;
      joined ??= await begin(mediabunny, codec, target);
      if (codec === joined.codec) endSeconds = await append(mediabunny, { joined, track, endSeconds });
    } finally {
      input.dispose();
    }
  }
  if (!joined) return null;
  await joined.output.finalize();
  return joined.codec === "aac" ? "audio/mp4" : "audio/webm";
}

async function begin(mediabunny: Mediabunny, codec: AudioCodec, target: Target): Promise<Joined> {
  const { EncodedAudioPacketSource, Mp4OutputFormat, Output, WebMOutputFormat } = mediabunny;
  const output = new Output({
    format: codec === "aac" ? new Mp4OutputFormat() : new WebMOutputFormat(),
    target,
  });
  const source = new EncodedAudioPacketSource(codec);
  output.addAudioTrack(source);
  await output.start();
  return { codec, output, source };
}

type Appended = { joined: Joined; track: InputAudioTrack; endSeconds: number };

/** Packets as they are, after what is there. Answers where they end. */
async function append(
  { EncodedPacketSink }: Mediabunny,
  { joined, track, endSeconds }: Appended,
): Promise<number> {
  const decoderConfig = await track.getDecoderConfig();
  if (!decoderConfig) return endSeconds;
  let end = endSeconds;
  for await (const packet of new EncodedPacketSink(track).packets()) {
    const timestamp = endSeconds + Math.max(0, packet.timestamp);
    await joined.source.add(packet.clone({ timestamp }), { decoderConfig });
    end = Math.max(end, timestamp + packet.duration);
  }
  return end;
}
