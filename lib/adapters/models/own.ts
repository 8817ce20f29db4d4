import type { LanguageModelV4 } from "@ai-sdk/provider";
import type { Breakers } from "@/lib/adapters/breaker";
import type { EgressFetch } from "@/lib/adapters/egress";
import { AppError } from "@/lib/core/errors";
import { guardedModel } from "./guarded";
import type { ModelProvider, OwnCredential } from "./port";
import { openAnthropic, openCompatible, openGoogle, openOpenAi, type Vendor } from "./vendors";

type Ref = { provider: Exclude<ModelProvider, "quotes">; name: string };
type Ways = { breakers: Breakers; egress: EgressFetch };

/** A model asked with a workspace's own key, behind a breaker of its own. The vendor's package is loaded when it is first asked. */
export function ownModel({ provider, name }: Ref, own: OwnCredential, ways: Ways): LanguageModelV4 {
  const breaker = ways.breakers.breaker(`${provider} of ${own.owner}`);
  const { state, retryAfterSeconds } = breaker.status();
  if (state === "open")
    throw new AppError("UNAVAILABLE", "This provider is not answering right now.", { retryAfterSeconds });
  const open = async () => (await openVendor(provider, own, ways.egress)).model(name);
  const model: LanguageModelV4 = {
    specificationVersion: "v4",
    provider,
    modelId: name,
    supportedUrls: {},
    doGenerate: async (options) => (await open()).doGenerate(options),
    doStream: async (options) => (await open()).doStream(options),
  };
  return guardedModel(model, breaker);
}

function openVendor(provider: Ref["provider"], own: OwnCredential, egress: EgressFetch): Promise<Vendor> {
  const apiKey = own.apiKey ?? undefined;
  const baseUrl = own.baseUrl ?? undefined;
  const configured = { apiKey, baseUrl, isWorkspaces: true };
  if (provider === "openai") return openOpenAi(configured, egress);
  if (provider === "google") return openGoogle(configured, egress);
  if (provider === "anthropic") return openAnthropic(configured, egress);
  if (!baseUrl) throw new AppError("UNAVAILABLE", "The compatible provider has no address.");
  return openCompatible({ ...configured, baseUrl }, egress);
}
