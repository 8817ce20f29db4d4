import type { LanguageModelV4 } from "@ai-sdk/provider";
import { type Breakers, processBreakers } from "@/lib/adapters/breaker";
import { type EgressFetch, type EgressOptions, egressFetch } from "@/lib/adapters/egress";
import type { Env } from "@/lib/adapters/env";
import { guardedModel } from "@/lib/adapters/models/guarded";
import type { ModelProvider, ModelRef, ModelsPort } from "@/lib/adapters/models/port";
import { createQuotesModel, QUOTES_MODEL } from "@/lib/adapters/models/quotes/model";
import { AppError, notFound } from "@/lib/core/errors";

/** One provider as the operator configured it. A base URL of theirs may be private; the vendors' own addresses are public. */
type Configured = { apiKey?: string | undefined; baseUrl?: string | undefined };

export type ModelsConfig = {
  /** With a base URL it is asked by chat completions, which is what other servers speak; OpenAI itself by its Responses API. */
  openai?: (Configured & { api?: "chat" | "responses" }) | undefined;
  google?: Configured | undefined;
  anthropic?: Configured | undefined;
  compatible?: (Configured & { baseUrl: string }) | undefined;
};

const VENDOR_URLS = {
  openai: "https://api.openai.com/v1",
  google: "https://generativelanguage.googleapis.com/v1beta",
  anthropic: "https://api.anthropic.com/v1",
} as const;

/** A whole answer, reasoning included, is far below this; a server that never stops is not. */
const LONGEST_ANSWER_BYTES = 64_000_000;
/** The vendors' packages insist on a key; a local server that wants none ignores it. */
const NO_KEY = "none";

export function modelsConfigOf(env: Env): ModelsConfig {
  const {
    OPENAI_API_KEY,
    OPENAI_BASE_URL,
    GOOGLE_GENERATIVE_AI_API_KEY,
    ANTHROPIC_API_KEY,
    COMPATIBLE_BASE_URL,
  } = env;
  return {
    openai:
      OPENAI_API_KEY || OPENAI_BASE_URL ? { apiKey: OPENAI_API_KEY, baseUrl: OPENAI_BASE_URL } : undefined,
    google: GOOGLE_GENERATIVE_AI_API_KEY ? { apiKey: GOOGLE_GENERATIVE_AI_API_KEY } : undefined,
    anthropic: ANTHROPIC_API_KEY ? { apiKey: ANTHROPIC_API_KEY } : undefined,
    compatible: COMPATIBLE_BASE_URL
      ? { apiKey: env.COMPATIBLE_API_KEY, baseUrl: COMPATIBLE_BASE_URL }
      : undefined,
  };
}

/** The models of the configured providers, and Quotes only. Loads the vendors' packages of these and no others. */
export async function createModels(
  config: ModelsConfig,
  { breakers = processBreakers(), egress = egressFetch }: { breakers?: Breakers; egress?: EgressFetch } = {},
): Promise<ModelsPort> {
  const hosts: Record<ModelProvider, string | null> = {
    openai: config.openai ? hostOf(config.openai.baseUrl ?? VENDOR_URLS.openai) : null,
    google: config.google ? hostOf(config.google.baseUrl ?? VENDOR_URLS.google) : null,
    anthropic: config.anthropic ? hostOf(config.anthropic.baseUrl ?? VENDOR_URLS.anthropic) : null,
    compatible: config.compatible ? hostOf(config.compatible.baseUrl) : null,
    quotes: null,
  };
  const makers: Record<Exclude<ModelProvider, "quotes">, ModelMaker | null> = {
    openai: config.openai ? await openai(config.openai, egress) : null,
    google: config.google ? await google(config.google, egress) : null,
    anthropic: config.anthropic ? await anthropic(config.anthropic, egress) : null,
    compatible: config.compatible ? await compatible(config.compatible, egress) : null,
  };
  const quotes = createQuotesModel();

  return {
    providers: () =>
      PROVIDERS.map((provider) => ({
        provider,
        configured: provider === "quotes" || makers[provider] !== null,
        host: hosts[provider],
      })),
    languageModel({ provider, name }: ModelRef) {
      if (provider === "quotes") {
        if (name !== QUOTES_MODEL) throw notFound("model");
        return quotes;
      }
      const make = makers[provider];
      if (!make) throw new AppError("UNAVAILABLE", `${TITLES[provider]} is not configured here.`);
      const breaker = breakers.breaker(provider);
      const { state, retryAfterSeconds } = breaker.status();
      if (state === "open") {
        throw new AppError("UNAVAILABLE", `${TITLES[provider]} is not answering right now.`, {
          retryAfterSeconds,
        });
      }
      return guardedModel(make(name), breaker);
    },
  };
}

const TITLES: Record<ModelProvider, string> = {
  openai: "OpenAI",
  google: "Google",
  anthropic: "Anthropic",
  compatible: "The compatible provider",
  quotes: "Quotes only",
};
const PROVIDERS: ModelProvider[] = ["openai", "google", "anthropic", "compatible", "quotes"];

type ModelMaker = (name: string) => LanguageModelV4;

async function openai(
  { apiKey, baseUrl, api }: NonNullable<ModelsConfig["openai"]>,
  egress: EgressFetch,
): Promise<ModelMaker> {
  const { createOpenAI } = await import("@ai-sdk/openai");
  const provider = createOpenAI({
    apiKey: apiKey ?? NO_KEY,
    // Always given: the package would otherwise read the environment by itself.
    baseURL: baseUrl ?? VENDOR_URLS.openai,
    fetch: fetchThrough(egress, baseUrl),
  });
  const usesChat = (api ?? (baseUrl ? "chat" : "responses")) === "chat";
  return (name) => (usesChat ? provider.chat(name) : notStored(provider.responses(name)));
}

async function google({ apiKey, baseUrl }: Configured, egress: EgressFetch): Promise<ModelMaker> {
  const { createGoogle } = await import("@ai-sdk/google");
  const baseURL = baseUrl ?? VENDOR_URLS.google;
  return createGoogle({ apiKey: apiKey ?? NO_KEY, baseURL, fetch: fetchThrough(egress, baseUrl) });
}

async function anthropic({ apiKey, baseUrl }: Configured, egress: EgressFetch): Promise<ModelMaker> {
  const { createAnthropic } = await import("@ai-sdk/anthropic");
  const baseURL = baseUrl ?? VENDOR_URLS.anthropic;
  return createAnthropic({ apiKey: apiKey ?? NO_KEY, baseURL, fetch: fetchThrough(egress, baseUrl) });
}

async function compatible(
  { apiKey, baseUrl }: Configured & { baseUrl: string },
  egress: EgressFetch,
): Promise<ModelMaker> {
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  return createOpenAICompatible({
    name: "compatible",
    baseURL: baseUrl,
    includeUsage: true,
    ...(apiKey ? { apiKey } : {}),
    fetch: fetchThrough(egress, baseUrl),
  });
}

/** OpenAI keeps what the Responses API is sent unless told not to; conversations are kept here and nowhere else. */
function notStored(model: LanguageModelV4): LanguageModelV4 {
  const told = (options: Parameters<LanguageModelV4["doStream"]>[0]) => ({
    ...options,
    providerOptions: {
      ...options.providerOptions,
      openai: { store: false, ...options.providerOptions?.openai },
    },
  });
  return {
    specificationVersion: "v4",
    provider: model.provider,
    modelId: model.modelId,
    supportedUrls: model.supportedUrls,
    doGenerate: (options) => model.doGenerate(told(options)),
    doStream: (options) => model.doStream(told(options)),
  };
}

/** The vendors' packages ask by `fetch`; this one leaves by our one way out. How long it may take is the caller's signal. */
function fetchThrough(egress: EgressFetch, baseUrl: string | undefined): typeof fetch {
  return (input, init) => {
    const options: EgressOptions = {
      method: init?.method ?? "GET",
      headers: Object.fromEntries(new Headers(init?.headers)),
      allowPrivate: baseUrl !== undefined,
      timeoutMs: null,
      maxBytes: LONGEST_ANSWER_BYTES,
    };
    if (typeof init?.body === "string") options.body = init.body;
    if (init?.signal) options.signal = init.signal;
    return egress(input instanceof Request ? input.url : input, options);
  };
}

function hostOf(url: string): string {
  return new URL(url).host;
}
