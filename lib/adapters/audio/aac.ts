import type { Decoded, Packet, PacketDecoder } from "@/lib/adapters/audio/decoders";

type Config = { numberOfChannels: number; sampleRate: number; description?: AllowSharedBufferSource };

const RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000];
const LOW_COMPLEXITY = 2;
const HIGH_EFFICIENCY = [5, 29];

/**
 * AAC of low complexity in JavaScript. Of the high-efficiency kinds only the core is decoded: half the sample rate, which still holds all
 * that speech needs.
 */
export async function aacDecoder(config: Config | null): Promise<PacketDecoder | null> {
  const cookie = config && coreCookie(config);
  if (!cookie) return null;
  const [{ default: av }, { default: aac }, { default: streams }] = await Promise.all([
    import("av"),
    import("aac"),
    import("aac/src/ics.js"),
  ]);
  correctNoise(streams.prototype);
  const decoder: typeof aac.prototype = Object.create(aac.prototype);
  decoder.format = {};
  decoder.init();
  decoder.setCookie(new av.Buffer(cookie));
  const { sampleRate, chanConfig } = decoder.config;
  const channelCount = chanConfig === 7 ? 8 : chanConfig;

  const frame = ({ data }: Packet): Float32Array => {
    try {
      decoder.bitstream = new av.Bitstream(av.Stream.fromBuffer(new av.Buffer(data)));
      return decoder.readChunk().slice();
    } catch {
      return new Float32Array(FRAME * channelCount); // one broken frame is 23 ms of silence
    }
  };
  return {
    decode: async (packets) => deinterleaved(packets.map(frame), { channelCount, sampleRate }),
    free: () => {},
  };
}

const FRAME = 1_024;

/**
 * Where a frame says "noise of this loudness", the package multiplies its random number until it is 0, and divides by it: most frames would
 * be no number at all. Reads of the number get one of a generator of our own (Numerical Recipes' constants), writes are ignored.
 */
function correctNoise(stream: object): void {
  if (Object.hasOwn(stream, "randomState")) return;
  let state = 0x1f2e3d4c;
  Object.defineProperty(stream, "randomState", {
    get() {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
      return state;
    },
    set() {},
  });
}

function deinterleaved(
  frames: Float32Array[],
  { channelCount, sampleRate }: { channelCount: number; sampleRate: number },
): Decoded {
  const length = frames.reduce((sum, frame) => sum + frame.length / channelCount, 0);
  const channels = Array.from({ length: channelCount }, () => new Float32Array(length));
  let at = 0;
  for (const frame of frames) {
    const count = frame.length / channelCount;
    for (let i = 0; i < count; i++) {
      for (let channel = 0; channel < channelCount; channel++) {
        const samples = channels[channel];
        if (samples) samples[at + i] = frame[i * channelCount + channel] ?? 0;
      }
    }
    at += count;
  }
  return { channels, sampleRate };
}

/** The two bytes of an AudioSpecificConfig (ISO/IEC 14496-3) of the core, or null for a kind of AAC that is not read. */
function coreCookie({ description, sampleRate, numberOfChannels }: Config): Uint8Array | null {
  const given = description ? bytesOf(description) : null;
  if (!given || given.length < 2) return cookieOf(RATES.indexOf(sampleRate), numberOfChannels);
  const [first = 0, second = 0] = given;
  const kind = first >> 3;
  if (kind !== LOW_COMPLEXITY && !HIGH_EFFICIENCY.includes(kind)) return null;
  return cookieOf(((first & 7) << 1) | (second >> 7), (second >> 3) & 15);
}

function cookieOf(rateIndex: number, channels: number): Uint8Array | null {
  if (rateIndex < 0 || rateIndex >= RATES.length || channels < 1 || channels > 7) return null;
  return new Uint8Array([(LOW_COMPLEXITY << 3) | (rateIndex >> 1), ((rateIndex & 1) << 7) | (channels << 3)]);
}

function bytesOf(source: AllowSharedBufferSource): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}
