import { APICallError, type EmbeddingModelV4, type SharedV4ProviderOptions } from "@ai-sdk/provider";
import { type Breakers, processBreakers } from "@/lib/adapters/breaker";
import { type EgressFetch, egressFetch } from "@/lib/adapters/egress";
import type { Env } from "@/lib/adapters/env";
import { modelFailureOf, VENDOR_URLS } from "@/lib/adapters/models/port";
import { type Configured, hostOf, NO_KEY, through } from "@/lib/adapters/vendor";
import { AppError } from "@/lib/core/errors";
import type { Embedded, EmbeddedAs, EmbedderRef, EmbeddingsPort } from "./port";

type Provider = EmbedderRef["provider"];
export type EmbeddingsConfig = {
  chosen: EmbedderRef;
  providers: Partial<Record<Provider, Configured>>;
};

/** What the vendors' models are asked for: as good as all their numbers on public tests but for a point or two, and half the room. */
const DIMENSIONS = 768;
const AT_ONCE = 64;

export const NO_EMBEDDINGS: EmbeddingsPort = {
  embedder: () => null,
  hostOf: () => null,
  atOnce: AT_ONCE,
  async embed() {
    throw new AppError("UNAVAILABLE", "No embedder is configured.");
  },
};

/** The embedder that EMBEDDING_MODEL names, or none: everything that is written would go there, so nothing less than its name says yes. */
export async function createEmbeddings(env: Env): Promise<EmbeddingsPort> {
  const config = configOf(env);
  return config ? createEmbeddingsOf(config) : NO_EMBEDDINGS;
}

/** Throws a sentence that names what is missing. */
export function configOf(env: Env): EmbeddingsConfig | null {
  const name = env.EMBEDDING_MODEL;
  if (!name) {
    if (env.EMBEDDING_BASE_URL)
      throw new Error("EMBEDDING_BASE_URL is set: name its model in EMBEDDING_MODEL.");
    return null;
  }
  const compatibleUrl = env.EMBEDDING_BASE_URL ?? env.COMPATIBLE_BASE_URL;
  const providers: EmbeddingsConfig["providers"] = {
    ...(env.OPENAI_API_KEY || env.OPENAI_BASE_URL
      ? { openai: { apiKey: env.OPENAI_API_KEY, baseUrl: env.OPENAI_BASE_URL } }
      : {}),
    ...(env.GOOGLE_GENERATIVE_AI_API_KEY ? { google: { apiKey: env.GOOGLE_GENERATIVE_AI_API_KEY } } : {}),
    ...(compatibleUrl
      ? {
          compatible: {
            apiKey: env.EMBEDDING_BASE_URL ? env.EMBEDDING_API_KEY : env.COMPATIBLE_API_KEY,
            baseUrl: compatibleUrl,
          },
        }
      : {}),
  };
  const { provider, model } = namedBy(name, env.EMBEDDING_BASE_URL !== undefined);
  if (!providers[provider])
    throw new Error(`EMBEDDING_MODEL names a model of ${provider}, which is not configured here.`);
  const dimensions = env.EMBEDDING_DIMENSIONS ?? (provider === "compatible" ? null : DIMENSIONS);
  return { chosen: { provider, model, dimensions }, providers };
}

/** `google/gemini-embedding-001`, or a name alone, which is OpenAI's unless an address of its own is given. */
function namedBy(name: string, hasOwnAddress: boolean): { provider: Provider; model: string } {
  const [, provider, model] = /^(openai|google|compatible)\/(.+)$/.exec(name) ?? [];
  if (hasOwnAddress)
    return { provider: "compatible", model: provider === "compatible" && model ? model : name };
  if (provider && model) return { provider: provider as Provider, model }; // one of the three that the expression names
  return { provider: "openai", model: name };
}

/** The same for a given configuration. Loads the vendors' packages of the configured providers when they are first asked. */
export function createEmbeddingsOf(
  { chosen, providers }: EmbeddingsConfig,
  { breakers = processBreakers(), egress = egressFetch }: { breakers?: Breakers; egress?: EgressFetch } = {},
): EmbeddingsPort {
  return {
    embedder: () => chosen,
    hostOf: ({ provider }) => {
      const configured = providers[provider];
      return configured ? hostOf(configured.baseUrl ?? vendorUrl(provider)) : null;
    },
    atOnce: AT_ONCE,
    embed(ref, { texts, as, timeoutMs }) {
      const configured = providers[ref.provider];
      if (!configured) throw new AppError("UNAVAILABLE", "This embedder is not configured here.");
      const asked = { ref, texts, as, signal: AbortSignal.timeout(timeoutMs) };
      return breakers
        .breaker(`embeddings ${ref.provider}`)
        .run(async () => ask(await open(ref, configured, egress), asked), isOutage)
        .catch((error: unknown) => {
          throw toAppError(error);
        });
    },
  };
}

async function open(
  ref: EmbedderRef,
  configured: Configured,
  egress: EgressFetch,
): Promise<EmbeddingModelV4> {
  const ways = through(egress, configured);
  const { apiKey = NO_KEY, baseUrl } = configured;
  if (ref.provider === "google") {
    const { createGoogle } = await import("@ai-sdk/google");
    return createGoogle({ ...ways, apiKey, baseURL: baseUrl ?? VENDOR_URLS.google }).embeddingModel(
      ref.model,
    );
  }
  if (ref.provider === "openai") {
    const { createOpenAI } = await import("@ai-sdk/openai");
    return createOpenAI({ ...ways, apiKey, baseURL: baseUrl ?? VENDOR_URLS.openai }).embeddingModel(
      ref.model,
    );
  }
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  const provider = createOpenAICompatible({ ...ways, name: "compatible", baseURL: baseUrl ?? "", apiKey });
  return provider.embeddingModel(ref.model);
}

function vendorUrl(provider: Provider): string {
  return provider === "google" ? VENDOR_URLS.google : VENDOR_URLS.openai;
}

type Asked = { ref: EmbedderRef; texts: string[]; as: EmbeddedAs; signal: AbortSignal };

async function ask(model: EmbeddingModelV4, { ref, texts, as, signal }: Asked): Promise<Embedded> {
  const { embeddings, usage } = await model.doEmbed({
    values: texts,
    abortSignal: signal,
    ...(ref.dimensions === null ? {} : { dimensions: ref.dimensions }),
    ...(ref.provider === "google" ? { providerOptions: TASK[as] } : {}),
  });
  const size = ref.dimensions ?? embeddings[0]?.length ?? 0;
  const makesSense =
    embeddings.length === texts.length &&
    size > 0 &&
    embeddings.every((numbers) => numbers.length === size && numbers.every(Number.isFinite));
  if (!makesSense) throw new AppError("UNAVAILABLE", SENTENCES.malformed);
  const tokens = usage?.tokens;
  return {
    vectors: embeddings.map(toUnit),
    tokens: tokens !== undefined && Number.isFinite(tokens) ? Math.max(0, Math.round(tokens)) : null,
  };
}

const TASK: Record<EmbeddedAs, SharedV4ProviderOptions> = {
  passage: { google: { taskType: "RETRIEVAL_DOCUMENT" } },
  question: { google: { taskType: "RETRIEVAL_QUERY" } },
};

/** Of length 1, so that a product is a cosine. Nothing but zeros stays as it is, and is like nothing. */
function toUnit(numbers: number[]): Float32Array {
  const length = Math.hypot(...numbers);
  return Float32Array.from(numbers, (number) => (length > 0 ? number / length : 0));
}

/** These texts, and not the key, the model or the provider: what a split of the batch may help. */
const REFUSED = new Set([400, 413, 422]);

function isRefusal(error: unknown): boolean {
  return APICallError.isInstance(error) && REFUSED.has(error.statusCode ?? 0);
}

/** Being asked to slow down, and a request that is wrong, say nothing about whether the provider is up. */
function isOutage(error: unknown): boolean {
  if (isRefusal(error)) return false;
  const { kind } = modelFailureOf(error);
  return kind !== "rate-limited" && kind !== "refused";
}

function toAppError(error: unknown): AppError {
  if (isRefusal(error)) return new AppError("INVALID", "The embedder refused a text.", { cause: error });
  const { kind, retryAfterSeconds } = modelFailureOf(error);
  return new AppError("UNAVAILABLE", SENTENCES[kind], {
    cause: error,
    ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }),
  });
}

const SENTENCES: Record<ReturnType<typeof modelFailureOf>["kind"], string> = {
  stopped: "The embedder was stopped.",
  timeout: "The embedder did not answer in time.",
  "rate-limited": "The embedder has too much to do right now.",
  unavailable: "The embedder is not answering right now.",
  refused: "The embedder did not accept the key or the model.",
  malformed: "The embedder's answer makes no sense.",
};
