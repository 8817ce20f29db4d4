import type { LanguageModelV4 } from "@ai-sdk/provider";

/** What a call to a model threw, in words that a run can act on. */
export { modelFailureOf } from "./failure";
/** How passages and titles are asked for, the same with every model. */
export {
  NOT_IN_SOURCES,
  type PromptPassage,
  parsePassagesBlock,
  passagesBlock,
  TITLE_INSTRUCTION,
} from "./prompt";

export { VENDOR_URLS } from "./urls";

/** `quotes` is the built-in extractive model. */
export type ModelProvider = "openai" | "google" | "anthropic" | "compatible" | "quotes";

export type ModelRef = { provider: ModelProvider; name: string };

/** Where a provider's requests go, for "Where our data goes" and the doctor. `host` is null where nothing leaves or nothing is configured. */
type ProviderStatus = { provider: ModelProvider; configured: boolean; host: string | null };

/**
 * A workspace's own key, and its own address where it is not the vendor's: unlike the operator's it must be a public one. `owner` keeps its
 * failures apart: what breaks for one workspace must not close the door for another.
 */
export type OwnCredential = { apiKey: string | null; baseUrl: string | null; owner: string };

export type ModelsPort = {
  providers(): ProviderStatus[];
  /**
   * A model for the `ai` package. Throws UNAVAILABLE when the provider is not configured or its circuit breaker is open; the
   * breaker is asked again when the call is made. Timeouts are the caller's signal; the caller decides about retries.
   */
  languageModel(ref: ModelRef, own?: OwnCredential): LanguageModelV4;
};
