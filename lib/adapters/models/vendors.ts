import type { LanguageModelV4, LanguageModelV4CallOptions } from "@ai-sdk/provider";
import type { EgressFetch } from "@/lib/adapters/egress";
import { type Configured, hostOf, NO_KEY, through } from "@/lib/adapters/vendor";
import { VENDOR_URLS } from "./urls";

export type { Configured } from "@/lib/adapters/vendor";

/** A provider ready to be asked, and the host that its requests go to. */
export type Vendor = { host: string; model: (name: string) => LanguageModelV4 };

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
