type Reader = { bytes: number; read(view: DataView, offset: number): number };

/** One sample of each uncompressed format, as a number from -1 to 1. */
const READERS: Record<string, Reader> = {
  "pcm-u8": { bytes: 1, read: (view, at) => (view.getUint8(at) - 128) / 128 },
  "pcm-s8": { bytes: 1, read: (view, at) => view.getInt8(at) / 128 },
  "pcm-s16": { bytes: 2, read: (view, at) => view.getInt16(at, true) / 32_768 },
  "pcm-s16be": { bytes: 2, read: (view, at) => view.getInt16(at) / 32_768 },
  "pcm-s24": { bytes: 3, read: (view, at) => int24(view, at, true) / 8_388_608 },
  "pcm-s24be": { bytes: 3, read: (view, at) => int24(view, at, false) / 8_388_608 },
  "pcm-s32": { bytes: 4, read: (view, at) => view.getInt32(at, true) / 2_147_483_648 },
  "pcm-s32be": { bytes: 4, read: (view, at) => view.getInt32(at) / 2_147_483_648 },
  "pcm-f32": { bytes: 4, read: (view, at) => view.getFloat32(at, true) },
  "pcm-f32be": { bytes: 4, read: (view, at) => view.getFloat32(at) },
  "pcm-f64": { bytes: 8, read: (view, at) => view.getFloat64(at, true) },
  "pcm-f64be": { bytes: 8, read: (view, at) => view.getFloat64(at) },
  ulaw: { bytes: 1, read: (view, at) => fromUlaw(view.getUint8(at)) },
  alaw: { bytes: 1, read: (view, at) => fromAlaw(view.getUint8(at)) },
};

/** Turns interleaved samples of an uncompressed codec into one array per channel, or answers null for any other codec. */
export function pcmReader(
  codec: string,
  channelCount: number,
): ((bytes: Uint8Array) => Float32Array[]) | null {
  const reader = READERS[codec];
  if (!reader) return null;
  const frameBytes = reader.bytes * channelCount;
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const length = Math.floor(bytes.byteLength / frameBytes);
    return Array.from({ length: channelCount }, (_, channel) => {
      const samples = new Float32Array(length);
      for (let i = 0; i < length; i++)
        samples[i] = reader.read(view, i * frameBytes + channel * reader.bytes);
      return samples;
    });
  };
}

function int24(view: DataView, at: number, isLittle: boolean): number {
  const high = view.getInt8(isLittle ? at + 2 : at);
  const low = view.getUint8(isLittle ? at : at + 2);
  return (high << 16) | (view.getUint8(at + 1) << 8) | low;
}

/** ITU-T G.711. */
function fromUlaw(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = (((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4);
  return (value & 0x80 ? 0x84 - magnitude : magnitude - 0x84) / 32_768;
}

function fromAlaw(byte: number): number {
  const value = byte ^ 0x55;
  const exponent = (value & 0x70) >> 4;
  const base = ((value & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? base : (base + 0x100) << (exponent - 1);
  return (value & 0x80 ? magnitude : -magnitude) / 32_768;
}
