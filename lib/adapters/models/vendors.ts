import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { EgressFetch, EgressOptions } from "@/lib/adapters/egress";
import { VENDOR_URLS } from "./urls";

/** A provider as it was configured. A base URL of the operator's may be private; a workspace's, and the vendors' own, are public. */
export type Configured = {
  apiKey?: string | undefined;
  baseUrl?: string | undefined;
  isWorkspaces?: boolean;
};

/** A provider ready to be asked, and the host that its requests go to. */
export type Vendor = { host: string; model: (name: string) => LanguageModelV4 };

/** A whole answer, reasoning included, is far below this; a server that never stops is not. */
const LONGEST_ANSWER_BYTES = 64_000_000;
/** The vendors' packages insist on a key; a local server that wants none ignores it. */
const NO_KEY = "none";

/** Asked by chat completions at an operator's base URL, which is what other servers speak; at OpenAI itself by its Responses API. */
export async function openOpenAi(
  configured: Configured & { api?: "chat" | "responses" },
  egress: EgressFetch,
): Promise<Vendor> {
  const { apiKey, baseUrl, api } = configured;
  const { createOpenAI } = await import("@ai-sdk/openai");
  const baseURL = baseUrl ?? VENDOR_URLS.openai;
  const provider = createOpenAI({ ...through(egress, configured), apiKey: apiKey ?? NO_KEY, baseURL });
  const usesChat = (api ?? (baseUrl ? "chat" : "responses")) === "chat";
  const model = (name: string) => (usesChat ? provider.chat(name) : notStored(provider.responses(name)));
  return { host: hostOf(baseURL), model };
}

export async function openGoogle(configured: Configured, egress: EgressFetch): Promise<Vendor> {
  const { apiKey, baseUrl } = configured;
  const { createGoogle } = await import("@ai-sdk/google");
  const baseURL = baseUrl ?? VENDOR_URLS.google;
  const provider = createGoogle({ ...through(egress, configured), apiKey: apiKey ?? NO_KEY, baseURL });
  return { host: hostOf(baseURL), model: (name) => provider(name) };
}

export async function openAnthropic(configured: Configured, egress: EgressFetch): Promise<Vendor> {
  const { apiKey, baseUrl } = configured;
  const { createAnthropic } = await import("@ai-sdk/anthropic");
  const baseURL = baseUrl ?? VENDOR_URLS.anthropic;
  const provider = createAnthropic({ ...through(egress, configured), apiKey: apiKey ?? NO_KEY, baseURL });
  return { host: hostOf(baseURL), model: (name) => provider(name) };
}

export async function openCompatible(
  configured: Configured & { baseUrl: string },
  egress: EgressFetch,
): Promise<Vendor> {
  const { apiKey, baseUrl } = configured;
  const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
  const provider = createOpenAICompatible({
    ...through(egress, configured),
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
function through(
  egress: EgressFetch,
  { baseUrl, isWorkspaces }: Pick<Configured, "baseUrl" | "isWorkspaces">,
): { fetch: typeof fetch } {
  return {
    fetch: (input, init) => {
      const options: EgressOptions = {
        method: init?.method ?? "GET",
        headers: Object.fromEntries(new Headers(init?.headers)),
        allowPrivate: baseUrl !== undefined && !isWorkspaces,
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
