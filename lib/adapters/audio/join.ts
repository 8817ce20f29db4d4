import type { AudioCodec, BufferTarget, EncodedAudioPacketSource, InputAudioTrack, Output } from "mediabunny";
import type { AudioSource, JoinedAudio } from "@/lib/adapters/audio/port";

type Mediabunny = typeof import("mediabunny");
type Joined = { codec: AudioCodec; output: Output; source: EncodedAudioPacketSource };

/**
 * One file of several: a recorder that begins again after a crash writes a new header, and a player reads only the first. The result has a
 * duration and an index, which what a recorder writes while it records has not. What most browsers record (Opus) becomes WebM, what older
 * Safaris do (AAC) MP4. Parts without a sound, or in another codec than the first, are left out.
 */
export async function joinParts(parts: AudioSource[]): Promise<JoinedAudio> {
  const mediabunny = await import("mediabunny");
  const target = new mediabunny.BufferTarget();
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
  await joined?.output.finalize();
  const contentType = joined?.codec === "aac" ? "audio/mp4" : "audio/webm";
  return { bytes: new Uint8Array(target.buffer ?? new ArrayBuffer(0)), contentType };
}

async function begin(mediabunny: Mediabunny, codec: AudioCodec, target: BufferTarget): Promise<Joined> {
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
