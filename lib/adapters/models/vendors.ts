import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { EgressFetch, EgressOptions } from "@/lib/adapters/egress";

/** A provider as the operator configured it. A base URL of theirs may be private; the vendors' own addresses are public. */
export type Configured = { apiKey?: string | undefined; baseUrl?: string | undefined };

/** A provider ready to be asked, and the host that its requests go to. */
export type Vendor = { host: string; model: (name: string) => LanguageModelV4 };

/** A whole answer, reasoning included, is far below this; a server that never stops is not. */
const LONGEST_ANSWER_BYTES = 64_000_000;
/** The vendors' packages insist on a key; a local server that wants none ignores it. */
const NO_KEY = "none";

/** Asked by chat completions at an operator's base URL, which is what other servers speak; at OpenAI itself by its Responses API. */
export async function openOpenAi(
  { apiKey, baseUrl, api }: Configured & { api?: "chat" | "responses" },
  egress: EgressFetch,
): Promise<Vendor> {
  const { createOpenAI } = await import("@ai-sdk/openai");
  const baseURL = baseUrl ?? "https://api.openai.com/v1";
  const provider = createOpenAI({ ...through(egress, baseUrl), apiKey: apiKey ?? NO_KEY, baseURL });
  const usesChat = (api ?? (baseUrl ? "chat" : "responses")) === "chat";
  const model = (name: string) => (usesChat ? provider.chat(name) : notStored(provider.responses(name)));
  return { host: hostOf(baseURL), model };
}

export async function openGoogle({ apiKey, baseUrl }: Configured, egress: EgressFetch): Promise<Vendor> {
  const { createGoogle } = await import("@ai-sdk/google");
  const baseURL = baseUrl ?? "https://generativelanguage.googleapis.com/v1beta";
  const provider = createGoogle({ ...through(egress, baseUrl), apiKey: apiKey ?? NO_KEY, baseURL });
  return { host: hostOf(baseURL), model: (name) => provider(name) };
}

export async function openAnthropic({ apiKey, baseUrl }: Configured, egress: EgressFetch): Promise<Vendor> {
  const { createAnthropic } = await import("@ai-sdk/anthropic");
  const baseURL = baseUrl ?? "https://api.anthropic.com/v1";
  const provider = createAnthropic({ ...through(egress, baseUrl), apiKey: apiKey ?? NO_KEY, baseURL });
  return { host: hostOf(baseURL), model: (name) => provider(name) };
}

export async function openCompatible(
  { apiKey, baseUrl }: Configured & { baseUrl: string },
  egress: EgressFetch,
): Promise<Vendor> {
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  const provider = createOpenAICompatible({
    ...through(egress, baseUrl),
    name: "compatible",
    baseURL: baseUrl,
    includeUsage: true,
    ...(apiKey ? { apiKey } : {}),
  });
  return { host: hostOf(baseUrl), model: (name) => provider(name) };
}

/** OpenAI keeps what the Responses API is sent unless told not to; conversations are kept here and nowhere else. */
function notStored(model: LanguageModelV4): LanguageModelV4 {
  const told = (options: LanguageModelV4CallOptions) => ({
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
function through(egress: EgressFetch, baseUrl: string | undefined): { fetch: typeof fetch } {
  return {
    fetch: (input, init) => {
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
    },
  };
}

function hostOf(url: string): string {
  return new URL(url).host;
}
