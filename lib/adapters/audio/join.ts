import type { AudioSource } from "@/lib/adapters/audio/port";

/**
 * One WebM of several: a recorder that begins again after a crash writes a new header, and a player reads only the first. The result has a
 * duration and an index, which what a recorder writes while it records has not. Parts without a sound are left out.
 */
export async function joinParts(parts: AudioSource[]): Promise<Uint8Array> {
  const mediabunny = await import("mediabunny");
  const target = new mediabunny.BufferTarget();
  const output = new mediabunny.Output({ format: new mediabunny.WebMOutputFormat(), target });
  const source = new mediabunny.EncodedAudioPacketSource("opus");
  output.addAudioTrack(source);
  await output.start();
  let offset = 0;
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
      const decoderConfig = await track?.getDecoderConfig();
      if (!track || !decoderConfig || (await track.getCodec()) !== "opus") continue;
      let end = 0;
      for await (const packet of new mediabunny.EncodedPacketSink(track).packets()) {
        const timestamp = offset + Math.max(0, packet.timestamp);
        await source.add(packet.clone({ timestamp }), { decoderConfig });
        end = timestamp + packet.duration;
      }
      offset = Math.max(offset, end);
    } finally {
      input.dispose();
    }
  }
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}
