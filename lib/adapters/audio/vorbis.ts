import type { Packet, PacketDecoder } from "@/lib/adapters/audio/decoders";

/** Vorbis, which its decoder takes as Ogg pages: some packets at a time are put into a small Ogg file of their own. */
export async function vorbisDecoder(config: AudioDecoderConfig | null): Promise<PacketDecoder | null> {
  if (!config) return null;
  const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis");
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  let last: Packet | undefined;
  return {
    async decode(packets) {
      // The first packet of a stream only prepares the second: each batch begins with the last one of the batch before.
      const ogg = await asOgg(last ? [last, ...packets] : packets, config);
      last = packets.at(-1);
      await decoder.reset();
      const { channelData, sampleRate } = await decoder.decodeFile(ogg);
      return { channels: channelData, sampleRate };
    },
    free: () => decoder.free(),
  };
}

async function asOgg(packets: Packet[], decoderConfig: AudioDecoderConfig): Promise<Uint8Array> {
  const { BufferTarget, EncodedAudioPacketSource, EncodedPacket, OggOutputFormat, Output } = await import(
    "mediabunny"
  );
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const source = new EncodedAudioPacketSource("vorbis");
  output.addAudioTrack(source);
  await output.start();
  const start = packets[0]?.timestamp ?? 0;
  for (const { data, timestamp, duration } of packets) {
    await source.add(new EncodedPacket(data, "key", timestamp - start, duration), { decoderConfig });
  }
  await output.finalize();
  return new Uint8Array(target.buffer ?? new ArrayBuffer(0));
}
