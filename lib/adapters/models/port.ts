import type { LanguageModelV4 } from "@ai-sdk/provider";

/** `quotes` is the built-in extractive model. */
export type ModelProvider = "openai" | "google" | "anthropic" | "compatible" | "quotes";

export type ModelRef = { provider: ModelProvider; name: string };

/** Where a provider's requests go, for "Where our data goes" and the doctor. */
export type ProviderStatus = { provider: ModelProvider; configured: boolean; host: string | null };

export type ModelsPort = {
  providers(): ProviderStatus[];
  /** Throws UNAVAILABLE when the provider is not configured or its circuit breaker is open. */
  languageModel(ref: ModelRef): LanguageModelV4;
};
