import * as z from "zod";
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
  /** Its provider has a key here, and the workspace allows it. */
  usable: z.boolean(),
  isDefault: z.boolean(),
  /** Added by this workspace, and known to it alone. */
  isOwn: z.boolean(),
  /** The workspace's own price, instead of the registry's. */
  isPriceOwn: z.boolean(),
  isAllowed: z.boolean(),
  /** Its place among those who answer when the chosen model cannot, from 0; null: it is not among them. */
  fallback: z.int().nullable(),
  /** Where questions go; null when nothing leaves this machine. */
  host: z.string().nullable(),
});
export type ModelDto = z.infer<typeof ModelDto>;

export type Choice = Pick<ModelDto, "id" | "displayName" | "provider" | "host">;
/** What a chat may choose from, and the name of who answers when it chooses nothing. */
export type LoadedChoices = { choices: Choice[]; fallsTo: string };

/** Providers that want a key or an address; Quotes only wants neither. */
export const KeyProvider = z.enum(["openai", "google", "anthropic", "compatible"]);
export type KeyProvider = z.infer<typeof KeyProvider>;

export const ProviderDto = z.object({
  provider: ModelProviderName,
  /** Whose key is used: the installation's, the workspace's, or none. Quotes only needs none. */
  source: z.enum(["installation", "workspace", "none", "built-in"]),
  host: z.string().nullable(),
  /** The last characters of the workspace's key, for admins. */
  hint: z.string().nullable(),
});
export type ProviderDto = z.infer<typeof ProviderDto>;

export const ModelsDto = z.object({ items: z.array(ModelDto), providers: z.array(ProviderDto) });
export type ModelsDto = z.infer<typeof ModelsDto>;

const MOST_TOKENS = 100_000_000;
/** A thousand dollars for a token: beyond it sums are no longer exact. */
const price = z.int().min(0).max(1_000_000_000);
const tokens = z.int().min(1).max(MOST_TOKENS);
const OwnPricing = z
  .array(
    z.strictObject({
      // What a tier does not name is free, and its size has no end.
      upToInputTokens: tokens.nullable().default(null),
      inputMicros: price.default(0),
      cachedInputMicros: price.default(0),
      outputMicros: price.default(0),
    }),
  )
  .max(8);

export const AddModel = z.strictObject({
  provider: KeyProvider,
  /** As the provider's API knows it. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^[\w.:/@-]+$/, "A model's name has letters, digits and . : / @ _ - only."),
  displayName: z.string().trim().min(1).max(80).optional(),
  contextWindow: tokens.min(1_000).default(128_000),
  maxOutput: tokens.default(8_192),
  /** Left out: it counts as free. */
  pricing: OwnPricing.default([]),
});
export type AddModel = z.output<typeof AddModel>;

export const UpdateModel = z.strictObject({
  isDefault: z.boolean().optional(),
  isAllowed: z.boolean().optional(),
  fallback: z.int().min(0).max(100).nullable().optional(),
  /** null: the registry's price again. */
  pricing: OwnPricing.nullable().optional(),
});
export type UpdateModel = z.output<typeof UpdateModel>;

export const SetKey = z
  .strictObject({
    apiKey: z
      .string()
      .trim()
      .min(8)
      .max(500)
      .regex(/^[\x21-\x7e]+$/, "A key has no spaces and no special letters.")
      .optional(),
    baseUrl: z
      .url({ protocol: /^https$/, error: "Write an address that begins with https://." })
      .max(500)
      .refine((url) => !URL.canParse(url) || new URL(url).username === "", "The address carries a password.")
      .optional(),
  })
  .refine(({ apiKey, baseUrl }) => apiKey || baseUrl, { path: ["apiKey"], error: "Enter a key." });
export type SetKey = z.output<typeof SetKey>;

/** What a tiny question came to. */
export const TestDto = z.object({ ok: z.boolean(), sentence: z.string(), durationMs: z.int() });
export type TestDto = z.infer<typeof TestDto>;

const inWorkspace = "/workspaces/{workspace}";
const one = `${inWorkspace}/models/{modelId}`;

export const listModelsRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/models`,
  summary:
    "The models of the registry and of this workspace, which of them can answer here, and whose keys are used.",
  access: "member",
  response: ModelsDto,
});

export const addModelRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/models`,
  summary: "Add a model that the registry does not know, such as one of a server of your own.",
  access: "admin",
  status: 201,
  body: AddModel,
  response: ModelDto,
});

export const updateModelRoute = defineRoute({
  method: "PATCH",
  path: one,
  summary:
    "Make a model the default, allow or forbid it, give it a place among the fallbacks, or a price of your own.",
  access: "admin",
  params: { modelId: Id },
  body: UpdateModel,
  response: ModelDto,
});

export const deleteModelRoute = defineRoute({
  method: "DELETE",
  path: one,
  summary: "Remove a model of your own. One of the registry stays, and loses what you had settled about it.",
  access: "admin",
  params: { modelId: Id },
});

export const testModelRoute = defineRoute({
  method: "POST",
  path: `${one}/test`,
  summary: "Ask a model one word, and say what came of it. It is a line of the ledger.",
  access: "admin",
  limit: "turns",
  status: 200,
  idempotent: false,
  params: { modelId: Id },
  response: TestDto,
});

export const setKeyRoute = defineRoute({
  method: "PUT",
  path: `${inWorkspace}/model_keys/{provider}`,
  summary: "Use a key of your own for a provider. It is stored sealed and never shown again.",
  access: "admin",
  params: { provider: KeyProvider },
  body: SetKey,
  response: ProviderDto,
});

export const removeKeyRoute = defineRoute({
  method: "DELETE",
  path: `${inWorkspace}/model_keys/{provider}`,
  summary: "Forget the workspace's key of a provider.",
  access: "admin",
  params: { provider: KeyProvider },
});
