/** Which model, and how many numbers it is asked for; null: as many as it gives. */
export type EmbedderRef = {
  provider: "openai" | "google" | "compatible";
  model: string;
  dimensions: number | null;
};

/** A text is embedded to be found, or a question to find it: some models make a difference. */
export type EmbeddedAs = "passage" | "question";

/** One vector of length 1 for each text, and the tokens that were billed; null where the provider does not say. */
export type Embedded = { vectors: Float32Array[]; tokens: number | null };

type Asked = { texts: string[]; as: EmbeddedAs; timeoutMs: number };

export type EmbeddingsPort = {
  /** Null where none is configured: passages are found by their words alone. */
  embedder(): EmbedderRef | null;
  /** Where the texts of this one go; null when it cannot be asked here (any more). */
  hostOf(ref: EmbedderRef): string | null;
  /** So many texts go into one call. */
  atOnce: number;
  /**
   * Throws INVALID when these texts are refused (others may pass), UNAVAILABLE for everything else: the provider is away, slow, asks to wait
   * (`retryAfterSeconds`), does not know the key or the model, or gives what makes no sense.
   */
  embed(ref: EmbedderRef, asked: Asked): Promise<Embedded>;
};
