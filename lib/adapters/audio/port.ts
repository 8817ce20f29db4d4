/** Bytes that can be read from anywhere in them; nothing is kept. `end` is exclusive. */
export type AudioSource = { sizeBytes: number; read(start: number, end: number): Promise<Uint8Array> };

export type AudioFormat = "wav" | "mp3" | "mp4" | "webm" | "ogg" | "flac" | "aac";

export type AudioFacts = {
  format: AudioFormat;
  contentType: string;
  codec: string;
  durationMs: number;
  sampleRate: number;
  channels: number;
  /** When it was made, where its container says so: what a phone records does. Nobody vouches for it. */
  madeAt: Date | null;
};

/** Decoded sound from `startMs` on: one array of samples from -1 to 1 per channel, all as long as each other. */
export type PcmBlock = { startMs: number; sampleRate: number; channels: Float32Array[] };

/** A file that was put together on this machine's disk. `forget` takes it away, whether it was read or not. */
export type JoinedAudio = {
  sizeBytes: number;
  contentType: "audio/webm" | "audio/mp4";
  read(): ReadableStream<Uint8Array>;
  forget(): Promise<void>;
};

export type AudioPort = {
  /**
   * What a file is, by its bytes and not by its name. Throws INVALID with a sentence for people: empty, no sound in it, broken, or not a
   * kind that can be read.
   */
  inspect(source: AudioSource): Promise<AudioFacts>;
  /**
   * The sound between two moments, in order and without gaps, in blocks of a few seconds: memory does not grow with the length of the file.
   * What is broken inside is silence. Throws as `inspect` does.
   */
  decode(source: AudioSource, range: { startMs: number; endMs: number }): AsyncGenerator<PcmBlock>;
  /**
   * Parts that were recorded one after the other (each with its own header), as one file in order; packets are copied as they are, and memory does
   * not grow with their length. No bytes where none of them has a sound that can be joined.
   */
  join(parts: AudioSource[]): Promise<JoinedAudio>;
};
