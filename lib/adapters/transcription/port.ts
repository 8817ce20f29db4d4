/** What one engine takes and costs: pieces are cut and billed by it. Null: no limit known. */
export type EngineLimits = {
  maxBytes: number;
  maxSeconds: number | null;
  requestsPerMinute: number | null;
  /** Shorter sound is billed as this. */
  leastBilledSeconds: number;
  /** Micro-dollars for an hour of sound. */
  hourMicros: number;
};

/** The engine that writes down speech, and the host that hears it. */
type TranscriptionEngine = { provider: string; model: string; host: string; limits: EngineLimits };

export type Utterance = { startMs: number; endMs: number; text: string };

/** One stretch as the engine heard it, in milliseconds from the beginning of what it was sent. */
export type TranscribedSegment = Utterance & {
  /** The probability that nobody speaks; the mean log-probability of its words; how well its text compresses. */
  noSpeech: number | null;
  logProbability: number | null;
  compression: number | null;
  words: Utterance[];
};

export type Transcribed = { language: string | null; segments: TranscribedSegment[]; costMicros: number };

export type Speech = {
  audio: Uint8Array;
  filename: string;
  contentType: string;
  durationMs: number;
  /** A two-letter language; null: the engine finds out. */
  language: string | null;
  /** Names and words that may occur, as a hint. */
  prompt: string | null;
};

export type TranscriptionPort = {
  /** Null where none is configured: sound is kept, and waits. */
  engine(): TranscriptionEngine | null;
  /**
   * Writes down one piece. An empty list is silence, not a failure. Throws UNAVAILABLE for what may pass (busy, slow, cut off, an answer
   * that makes no sense; `retryAfterSeconds` where the engine says it), INVALID for what will not (a wrong key or model, sound that is
   * refused), TOO_LARGE for a piece beyond the engine's limits.
   */
  transcribe(speech: Speech): Promise<Transcribed>;
};
