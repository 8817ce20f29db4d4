import { type Breakers, processBreakers } from "@/lib/adapters/breaker";
import { type EgressFetch, egressFetch } from "@/lib/adapters/egress";
import type { Env } from "@/lib/adapters/env";
import { guardedModel } from "@/lib/adapters/models/guarded";
import { ownModel } from "@/lib/adapters/models/own";
import type { ModelProvider, ModelsPort } from "@/lib/adapters/models/port";
import { createQuotesModel, QUOTES_MODEL } from "@/lib/adapters/models/quotes/model";
import {
  type Configured,
  openAnthropic,
  openCompatible,
  openGoogle,
  openOpenAi,
  type Vendor,
} from "@/lib/adapters/models/vendors";
import { AppError, notFound } from "@/lib/core/errors";

export type ModelsConfig = {
  openai?: (Configured & { api?: "chat" | "responses" }) | undefined;
  google?: Configured | undefined;
  anthropic?: Configured | undefined;
  compatible?: (Configured & { baseUrl: string }) | undefined;
};

/** The models of an environment, and Quotes only. Reaches no network. */
export function createModels(env: Env): Promise<ModelsPort> {
  return createModelsOf({
    openai: configured(env.OPENAI_API_KEY, env.OPENAI_BASE_URL),
    google: configured(env.GOOGLE_GENERATIVE_AI_API_KEY, undefined),
    anthropic: configured(env.ANTHROPIC_API_KEY, undefined),
    compatible: env.COMPATIBLE_BASE_URL
      ? { apiKey: env.COMPATIBLE_API_KEY, baseUrl: env.COMPATIBLE_BASE_URL }
      : undefined,
  });
}

/** The same for a given configuration. Loads the vendors' packages of the configured providers and no others. */
export async function createModelsOf(
  config: ModelsConfig,
  { breakers = processBreakers(), egress = egressFetch }: { breakers?: Breakers; egress?: EgressFetch } = {},
): Promise<ModelsPort> {
  const vendors: Record<Exclude<ModelProvider, "quotes">, Vendor | undefined> = {
    openai: config.openai && (await openOpenAi(config.openai, egress)),
    google: config.google && (await openGoogle(config.google, egress)),
    anthropic: config.anthropic && (await openAnthropic(config.anthropic, egress)),
    compatible: config.compatible && (await openCompatible(config.compatible, egress)),
  };
  const quotes = createQuotesModel();

  return {
    providers: () =>
      PROVIDERS.map((provider) => {
        const vendor = provider === "quotes" ? undefined : vendors[provider];
        return {
          provider,
          configured: provider === "quotes" || vendor !== undefined,
          host: vendor?.host ?? null,
        };
      }),
    languageModel({ provider, name }, own) {
      if (provider === "quotes") {
        if (name !== QUOTES_MODEL) throw notFound("model");
        return quotes;
      }
      if (own) return ownModel({ provider, name }, own, { breakers, egress });
      const vendor = vendors[provider];
      if (!vendor) throw new AppError("UNAVAILABLE", `${TITLES[provider]} is not configured here.`);
      const breaker = breakers.breaker(provider);
      const { state, retryAfterSeconds } = breaker.status();
      if (state === "open") {
        throw new AppError("UNAVAILABLE", `${TITLES[provider]} is not answering right now.`, {
          retryAfterSeconds,
        });
      }
      return guardedModel(vendor.model(name), breaker);
    },
  };
}

const PROVIDERS: ModelProvider[] = ["openai", "google", "anthropic", "compatible", "quotes"];
const TITLES: Record<Exclude<ModelProvider, "quotes">, string> = {
  openai: "OpenAI",
  google: "Google",
  anthropic: "Anthropic",
  compatible: "The compatible provider",
};

/** A base URL without a key is enough: local servers want none. */
function configured(apiKey: string | undefined, baseUrl: string | undefined): Configured | undefined {
  return apiKey || baseUrl ? { apiKey, baseUrl } : undefined;
}
