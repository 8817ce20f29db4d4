import { resampler, toPcm16, wavHeader } from "../../audio/rules";

type Blocks = AsyncGenerator<{ sampleRate: number; channels: Float32Array[] }>;

/** The sound of a piece as engines take it: mono, 16 kHz, 16 bits. 600 s are 19 MB. */
export async function wavOf(blocks: Blocks): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let through: ReturnType<typeof resampler> | undefined;
  for await (const { sampleRate, channels } of blocks) {
    through ??= resampler(sampleRate);
    parts.push(toPcm16(through.push(channels)));
  }
  if (through) parts.push(toPcm16(through.finish()));
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0);
  return Buffer.concat([wavHeader(size), ...parts]);
}
