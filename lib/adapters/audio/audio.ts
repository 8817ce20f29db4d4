import type { InputAudioTrack } from "mediabunny";
import { openDecoder, type Packet, type PacketDecoder } from "@/lib/adapters/audio/decoders";
import { joinParts } from "@/lib/adapters/audio/join";
import { madeAt } from "@/lib/adapters/audio/made-at";
import type { AudioFacts, AudioFormat, AudioPort, AudioSource, PcmBlock } from "@/lib/adapters/audio/port";
import { AppError, invalid, isAppError } from "@/lib/core/errors";

const FORMATS: Record<string, AudioFormat> = {
  WAVE: "wav",
  MP3: "mp3",
  MP4: "mp4",
  "QuickTime File Format": "mp4",
  WebM: "webm",
  Matroska: "webm",
  Ogg: "ogg",
  FLAC: "flac",
  ADTS: "aac",
};
const CONTENT_TYPES: Record<AudioFormat, string> = {
  wav: "audio/wav",
  mp3: "audio/mpeg",
  mp4: "audio/mp4",
  webm: "audio/webm",
  ogg: "audio/ogg",
  flac: "audio/flac",
  aac: "audio/aac",
};
const CACHE_BYTES = 4 * 1024 * 1024;
/** Packets decoded at a time, by their duration: a few megabytes of samples. */
const BATCH_SECONDS = 5;
/** Decoders need some sound before the place that is wanted. */
const LEAD_IN_SECONDS = 0.5;
/** Timestamps and decoded samples drift apart by less than this; a larger gap is a real one. */
const GAP_SECONDS = 0.1;

/** Containers are read in TypeScript, codecs decoded in WebAssembly or JavaScript: nothing has to be installed. */
export function createAudio(): AudioPort {
  return {
    async inspect(source) {
      const opened = await open(source);
      try {
        return await opened.proven();
      } finally {
        opened.close();
      }
    },
    decode: decodeRange,
    join: joinParts,
  };
}

type Opened = {
  facts: AudioFacts;
  track: InputAudioTrack;
  proven(): Promise<AudioFacts>;
  close(): void;
};

async function open(source: AudioSource): Promise<Opened> {
  if (source.sizeBytes === 0) throw invalid("file", "This file is empty.");
  const { ALL_FORMATS, CustomSource, EncodedPacketSink, Input } = await import("mediabunny");
  const input = new Input({
    formats: ALL_FORMATS,
    source: new CustomSource({
      getSize: () => source.sizeBytes,
      read: (start, end) => source.read(start, end),
      maxCacheSize: CACHE_BYTES,
      prefetchProfile: "fileSystem",
    }),
  });
  const close = () => input.dispose();
  try {
    const format = FORMATS[(await input.getFormat().catch(() => null))?.name ?? ""];
    if (!format) throw unknownKind();
    const tracks = await input.getTracks();
    if (tracks.length === 0) throw broken(null);
    const track = await input.getPrimaryAudioTrack();
    if (!track) throw invalid("file", "There is no sound in this file.");
    const [codec, sampleRate, channels, durationSeconds] = await Promise.all([
      track.getCodec(),
      track.getSampleRate(),
      track.getNumberOfChannels(),
      track.computeDuration(),
    ]);
    if (!codec) throw unknownCodec();
    const facts: AudioFacts = {
      format,
      contentType: CONTENT_TYPES[format],
      codec,
      durationMs: Math.round(durationSeconds * 1_000),
      sampleRate,
      channels,
      madeAt: format === "mp4" ? await madeAt(source) : null,
    };
    // Some texts look like the beginning of sound: only what can be decoded is sound.
    const proven = async () => {
      const decoder = await openDecoder(track);
      if (!decoder) throw unknownCodec();
      try {
        const first = await new EncodedPacketSink(track).getFirstPacket();
        const decoded = first && (await decoder.decode([first]));
        if (!decoded || facts.durationMs === 0) throw invalid("file", "There is no sound in this file.");
        return facts;
      } finally {
        decoder.free();
      }
    };
    return { facts, track, proven, close };
  } catch (error) {
    close();
    throw isAppError(error) ? error : broken(error);
  }
}

async function* decodeRange(
  source: AudioSource,
  { startMs, endMs }: { startMs: number; endMs: number },
): AsyncGenerator<PcmBlock> {
  const opened = await open(source);
  const decoder = await openDecoder(opened.track).catch(() => null);
  try {
    if (!decoder) throw unknownCodec();
    yield* trimmed(continuous(opened.track, decoder, startMs / 1_000, endMs / 1_000), startMs, endMs);
  } finally {
    decoder?.free();
    opened.close();
  }
}

type Block = { start: number; sampleRate: number; channels: Float32Array[] };

/** Decodes batch by batch. Where packets are missing, and where they could not be decoded, there is silence, so that time stays true. */
async function* continuous(
  track: InputAudioTrack,
  decoder: PacketDecoder,
  from: number,
  to: number,
): AsyncGenerator<Block> {
  let at: number | null = null;
  for await (const packets of batches(track, Math.max(0, from - LEAD_IN_SECONDS), to)) {
    const first = packets[0]?.timestamp ?? 0;
    const { channels, sampleRate } = await decoder.decode(packets);
    const length = channels[0]?.length ?? 0;
    if (length === 0 || sampleRate === 0) continue;
    at ??= first;
    if (first - at > GAP_SECONDS) {
      yield { start: at, sampleRate, channels: silence(channels.length, (first - at) * sampleRate) };
      at = first;
    }
    yield { start: at, sampleRate, channels };
    at += length / sampleRate;
  }
}

async function* batches(track: InputAudioTrack, from: number, to: number): AsyncGenerator<Packet[]> {
  const { EncodedPacketSink } = await import("mediabunny");
  const sink = new EncodedPacketSink(track);
  const first = (from > 0 && (await sink.getPacket(from))) || (await sink.getFirstPacket());
  if (!first) return;
  let batch: Packet[] = [];
  try {
    for await (const packet of sink.packets(first)) {
      if (packet.timestamp >= to) break;
      batch.push(packet);
      if (packet.timestamp - (batch[0]?.timestamp ?? 0) < BATCH_SECONDS) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    // A file that was cut off ends where its last whole packet ends.
    if (batch.length === 0 && isAppError(error)) throw error;
  }
  if (batch.length > 0) yield batch;
}

async function* trimmed(
  blocks: AsyncGenerator<Block>,
  startMs: number,
  endMs: number,
): AsyncGenerator<PcmBlock> {
  for await (const { start, sampleRate, channels } of blocks) {
    const length = channels[0]?.length ?? 0;
    const from = Math.max(0, Math.round((startMs / 1_000 - start) * sampleRate));
    const to = Math.min(length, Math.round((endMs / 1_000 - start) * sampleRate));
    if (from >= to) continue;
    const cut =
      from === 0 && to === length ? channels : channels.map((samples) => samples.subarray(from, to));
    yield { startMs: 1_000 * (start + from / sampleRate), sampleRate, channels: cut };
  }
}

function silence(channelCount: number, length: number): Float32Array[] {
  return Array.from({ length: channelCount }, () => new Float32Array(Math.round(length)));
}

function unknownKind(): AppError {
  return invalid(
    "file",
    "This is no audio that Parley can read. It reads wav, mp3, m4a, mp4, webm, ogg, opus, flac and aac.",
  );
}

function unknownCodec(): AppError {
  return invalid(
    "file",
    "The sound in this file is in a form that Parley cannot read. Save it as mp3, m4a or wav.",
  );
}

function broken(cause: unknown): AppError {
  return new AppError("INVALID", "This file is broken, or was cut off before its end was written.", {
    errors: [{ path: "file", message: "This file is broken, or was cut off before its end was written." }],
    cause,
  });
}
