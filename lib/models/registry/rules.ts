import * as z from "zod";
import { ModelProviderName, Pricing } from "../schema";

/** What a model can do beyond text. */
const ModelCapabilities = z.object({
  vision: z.boolean(),
  tools: z.boolean(),
  reasoning: z.boolean(),
});

/** A row of the registry as it is first written; the operator edits it afterwards. `position` orders the models of a provider, best first. */
export const RegistryModel = z.object({
  provider: ModelProviderName,
  /** Whether it is asked, or embeds passages. */
  kind: z.enum(["chat", "embedding"]).default("chat"),
  name: z.string().min(1),
  displayName: z.string().min(1),
  contextWindow: z.int().positive(),
  maxOutput: z.int().positive(),
  pricing: Pricing,
  capabilities: ModelCapabilities,
  position: z.int().nonnegative(),
});
export type RegistryModel = z.output<typeof RegistryModel>;

/** Dollars for a million tokens. */
type Dollars = { input: number; cachedInput: number; output: number };
type Listed = Pick<
  RegistryModel,
  "provider" | "name" | "displayName" | "contextWindow" | "maxOutput" | "pricing"
>;

const ABLE = { vision: true, tools: true, reasoning: true };

/** OpenAI bills a request above this many input tokens at twice the input and one and a half times the output price, the whole of it. */
const OPENAI_LONG_INPUT = 272_000;
/** Anthropic's Haiku has a price of its own up to here. */
const HAIKU_SHORT_INPUT = 100_000;

/**
 * The current chat models of the three providers as of 20 November 2026, from public price lists; the operator edits the rows.
 * Where an introductory price still ran that day, the price that follows it is entered (Gemini 4 Argon and Carbon from
 * 1 December 2026, Gemini 3.8 Flash from 1 January 2027): a budget is better warned early.
 */
const LISTED: Listed[] = [
  openai("gpt-6.2-sol", "GPT-6.2 Sol", { input: 2, cachedInput: 0.1, output: 10 }),
  openai("gpt-6.2-astra", "GPT-6.2 Astra", { input: 8, cachedInput: 0.4, output: 40 }),
  openai("gpt-6.1-terra", "GPT-6.1 Terra", { input: 1, cachedInput: 0.05, output: 5 }),
  openai("gpt-6-luna", "GPT-6 Luna", { input: 0.1, cachedInput: 0.01, output: 0.5 }),

  google("gemini-4-hydrogen", "Gemini 4 Hydrogen", { input: 1.5, cachedInput: 0.075, output: 7.5 }),
  google("gemini-4-argon", "Gemini 4 Argon", { input: 4, cachedInput: 0.2, output: 20 }),
  google("gemini-4-carbon", "Gemini 4 Carbon", { input: 4, cachedInput: 0.2, output: 20 }),
  google("gemini-3.8-flash", "Gemini 3.8 Flash", { input: 1.5, cachedInput: 0.15, output: 7.5 }),
  google("gemini-3.5-flash-lite", "Gemini 3.5 Flash-Lite", { input: 0.3, cachedInput: 0.03, output: 2.5 }),

  anthropic("claude-sonnet-5-5", "Claude Sonnet 5.5", [flat({ input: 2, cachedInput: 0.1, output: 10 })]),
  anthropic("claude-opus-5-5", "Claude Opus 5.5", [flat({ input: 4, cachedInput: 0.2, output: 20 })]),
  anthropic("claude-fable-5-2", "Claude Fable 5.2", [flat({ input: 8, cachedInput: 0.2, output: 40 })]),
  anthropic("claude-haiku-5-5", "Claude Haiku 5.5", [
    tier(HAIKU_SHORT_INPUT, { input: 0.1, cachedInput: 0.01, output: 0.5 }),
    flat({ input: 0.5, cachedInput: 0.05, output: 2.5 }),
  ]),
];

const QUOTES_ONLY: Omit<RegistryModel, "position" | "kind"> = {
  provider: "quotes",
  name: "quotes-only",
  displayName: "Quotes only",
  contextWindow: 1_000_000,
  maxOutput: 8_192,
  pricing: [flat({ input: 0, cachedInput: 0, output: 0 })],
  capabilities: { vision: false, tools: false, reasoning: false },
};

/** What the registry is first filled with. */
export const MODEL_REGISTRY: readonly RegistryModel[] = z.array(RegistryModel).parse(
  [...LISTED.map((listed) => ({ ...listed, capabilities: ABLE })), QUOTES_ONLY].map((model, position) => ({
    ...model,
    position,
  })),
);

/** What embeds passages, by public price lists of the same day. Anything else counts as free until the operator enters its price. */
export const EMBEDDER_REGISTRY: readonly RegistryModel[] = [
  embedder("openai", "text-embedding-3-small", 20_000),
  embedder("openai", "text-embedding-3-large", 130_000),
  embedder("google", "gemini-embedding-001", 150_000),
];

function embedder(provider: "openai" | "google", name: string, inputMicros: number): RegistryModel {
  const pricing = [{ upToInputTokens: null, inputMicros, cachedInputMicros: inputMicros, outputMicros: 0 }];
  const capabilities = { vision: false, tools: false, reasoning: false };
  const size = { contextWindow: 2_048, maxOutput: 1 };
  return {
    provider,
    kind: "embedding",
    name,
    displayName: name,
    ...size,
    pricing,
    capabilities,
    position: 0,
  };
}

/** Models of a server that only its operator knows: nothing is known of them but their names, so they count as small and free. */
export function compatibleModels(names: string[]): RegistryModel[] {
  return names.map((name, index) => ({
    provider: "compatible",
    kind: "chat",
    name,
    displayName: name,
    contextWindow: 128_000,
    maxOutput: 8_192,
    pricing: [],
    capabilities: { vision: false, tools: false, reasoning: false },
    position: MODEL_REGISTRY.length + index,
  }));
}

function openai(name: string, displayName: string, price: Dollars): Listed {
  const long = { input: price.input * 2, cachedInput: price.cachedInput * 2, output: price.output * 1.5 };
  const pricing = [tier(OPENAI_LONG_INPUT, price), flat(long)];
  return { provider: "openai", name, displayName, contextWindow: 1_050_000, maxOutput: 128_000, pricing };
}

function google(name: string, displayName: string, price: Dollars): Listed {
  const pricing = [flat(price)];
  return { provider: "google", name, displayName, contextWindow: 1_048_576, maxOutput: 65_536, pricing };
}

function anthropic(name: string, displayName: string, pricing: Pricing): Listed {
  return { provider: "anthropic", name, displayName, contextWindow: 1_000_000, maxOutput: 128_000, pricing };
}

function flat(price: Dollars): Pricing[number] {
  return tier(null, price);
}

function tier(upToInputTokens: number | null, { input, cachedInput, output }: Dollars): Pricing[number] {
  return {
    upToInputTokens,
    inputMicros: micros(input),
    cachedInputMicros: micros(cachedInput),
    outputMicros: micros(output),
  };
}

function micros(dollars: number): number {
  return Math.round(dollars * 1_000_000);
}
