/** Two packages without types of their own: what we use of them. */
declare module "av" {
  class Buffer {
    constructor(bytes: Uint8Array);
  }
  type Stream = object;
  class Bitstream {
    constructor(stream: Stream);
  }
  const av: {
    Buffer: typeof Buffer;
    Stream: { fromBuffer(buffer: Buffer): Stream };
    Bitstream: typeof Bitstream;
  };
  export default av;
}

declare module "aac" {
  type AacDecoder = {
    format: object;
    config: { sampleRate: number; chanConfig: number };
    bitstream: unknown;
    init(): void;
    setCookie(cookie: unknown): void;
    /** One frame: 1 024 samples of each channel, interleaved. */
    readChunk(): Float32Array;
  };
  const decoder: { prototype: AacDecoder };
  export default decoder;
}

declare module "aac/src/ics.js" {
  const stream: { prototype: object };
  export default stream;
}
