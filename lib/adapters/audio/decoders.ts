import type { InputAudioTrack } from "mediabunny";
import { aacDecoder } from "@/lib/adapters/audio/aac";
import { pcmReader } from "@/lib/adapters/audio/pcm";
import { vorbisDecoder } from "@/lib/adapters/audio/vorbis";

export type Decoded = { channels: Float32Array[]; sampleRate: number };
export type Packet = { data: Uint8Array; timestamp: number; duration: number };

/** Decodes packets of one track, some at a time and in order. What cannot be decoded is left out. */
export type PacketDecoder = { decode(packets: Packet[]): Promise<Decoded>; free(): void };

/** A decoder for the track, or null for a codec that is not read here. Each package is loaded when its codec is met. */
export async function openDecoder(track: InputAudioTrack): Promise<PacketDecoder | null> {
  const [codec, channels, sampleRate] = await Promise.all([
    track.getCodec(),
    track.getNumberOfChannels(),
    track.getSampleRate(),
  ]);
  switch (codec) {
    case null:
      return null;
    case "mp3":
      return mp3Decoder();
    case "opus":
      return opusDecoder(channels);
    case "flac":
      return flacDecoder();
    case "aac":
      return aacDecoder(await track.getDecoderConfig());
    case "vorbis":
      return vorbisDecoder(await track.getDecoderConfig());
    default: {
      const read = pcmReader(codec, channels);
      if (!read) return null;
      return {
        decode: async (packets) => ({ channels: read(joined(packets)), sampleRate }),
        free: () => {},
      };
    }
  }
}

async function mp3Decoder(): Promise<PacketDecoder> {
  const { MPEGDecoder } = await import("mpg123-decoder");
  const decoder = new MPEGDecoder({ enableGapless: false });
  await decoder.ready;
  return {
    decode: async (packets) => decodedOf(decoder.decodeFrames(packets.map(({ data }) => data))),
    free: () => decoder.free(),
  };
}

async function opusDecoder(channels: number): Promise<PacketDecoder> {
  const { OpusDecoder } = await import("opus-decoder");
  // More than two channels need a mapping that files rarely carry: the first stream holds the front pair.
  const decoder = new OpusDecoder({ channels: Math.min(2, channels), preSkip: 0 });
  await decoder.ready;
  return {
    decode: async (packets) => decodedOf(decoder.decodeFrames(packets.map(({ data }) => data))),
    free: () => decoder.free(),
  };
}

async function flacDecoder(): Promise<PacketDecoder> {
  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const decoder = new FLACDecoder();
  await decoder.ready;
  return {
    decode: async (packets) => decodedOf(await decoder.decodeFrames(packets.map(({ data }) => data))),
    free: () => decoder.free(),
  };
}

function decodedOf({
  channelData,
  sampleRate,
}: {
  channelData: Float32Array[];
  sampleRate: number;
}): Decoded {
  return { channels: channelData, sampleRate };
}

function joined(packets: Packet[]): Uint8Array {
  const bytes = new Uint8Array(packets.reduce((sum, { data }) => sum + data.byteLength, 0));
  let at = 0;
  for (const { data } of packets) {
    bytes.set(data, at);
    at += data.byteLength;
  }
  return bytes;
}
