import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";

export const ModelProviderName = z.enum(["openai", "google", "anthropic", "compatible", "quotes"]);

/** Up to how many input tokens a price holds (null: any), and micro-dollars per million tokens. */
export const PriceTier = z.object({
  upToInputTokens: z.int().nullable(),
  inputMicros: z.int(),
  cachedInputMicros: z.int(),
  outputMicros: z.int(),
});
export const Pricing = z.array(PriceTier);
export type Pricing = z.infer<typeof Pricing>;

export const ModelDto = z.object({
  id: Id,
  provider: ModelProviderName,
  name: z.string(),
  displayName: z.string(),
  contextWindow: z.int(),
  maxOutput: z.int(),
  pricing: Pricing,
  /** Its provider has a key here. */
  usable: z.boolean(),
  isDefault: z.boolean(),
  /** Where questions go; null when nothing leaves this machine. */
  host: z.string().nullable(),
});
export type ModelDto = z.infer<typeof ModelDto>;

const inWorkspace = "/workspaces/{workspace}";

export const listModelsRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/models`,
  summary: "The models of this installation, the best first, and which of them can answer here.",
  access: "member",
  response: z.object({ items: z.array(ModelDto) }),
});

export const updateModelRoute = defineRoute({
  method: "PATCH",
  path: `${inWorkspace}/models/{modelId}`,
  summary: "Make a model the workspace's default, or no longer.",
  access: "admin",
  params: { modelId: Id },
  body: z.strictObject({ isDefault: z.boolean() }),
  response: ModelDto,
});
