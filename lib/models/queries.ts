import type { ModelProvider, ModelRef } from "@/lib/adapters/models/port";
import { invalid, notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import type { Ctx, TxCtx } from "@/lib/ctx";
import type { Model, WorkspaceModel } from "@/prisma/generated/client";
import { listKeys, openKey, type SealedKey } from "./keys/queries";
import { orderEngines } from "./rules";
import { type ModelDto, ModelProviderName, Pricing } from "./schema";

/** A model that may be asked now. */
export type Engine = ModelRef & {
  /** Its row in the registry or among the workspace's own; null for Quotes only before the registry was written. */
  id: string | null;
  displayName: string;
  contextWindow: number;
  maxOutput: number;
  pricing: Pricing;
  /** Where questions go; null when nothing leaves this machine. */
  host: string | null;
  /** The workspace's own key, still sealed; null: the installation's. */
  key: SealedKey | null;
  fallback: number | null;
  /** Whether it can go on in the middle of an answer that broke off. Quotes only begins anew: it takes an instant. */
  continues: boolean;
};

const QUOTES_ONLY: Engine = {
  id: null,
  provider: "quotes",
  name: "quotes-only",
  displayName: "Quotes only",
  contextWindow: 1_000_000,
  maxOutput: 8_192,
  pricing: [],
  host: null,
  key: null,
  fallback: null,
  continues: false,
};

/**
 * Who answers, in order: the requested model, else the conversation's, else the workspace's, else the best of the first provider that has a
 * key. After it come the workspace's fallbacks in their order, or the best of each other provider; Quotes only is always the last. Throws
 * INVALID on `model` when the requested one is unknown, is not allowed, or has no key here.
 */
export async function findEngines(
  tx: TxCtx,
  wanted: { requested?: string | null; conversationModelId: string | null },
): Promise<[Engine, ...Engine[]]> {
  const usable = await listUsable(tx);
  const requested = wanted.requested ? usable.find(matches(wanted.requested)) : undefined;
  if (wanted.requested && !requested)
    throw invalid("model", "There is no such model here, or it has no key.");
  const defaultModelId = await findDefaultModelId(tx);
  const byId = (id: string | null) => (id === null ? undefined : usable.find((engine) => engine.id === id));
  const chosen = requested ?? byId(wanted.conversationModelId) ?? byId(defaultModelId) ?? usable[0];
  const quotes = usable.find(({ provider }) => provider === QUOTES_ONLY.provider) ?? QUOTES_ONLY;
  return orderEngines(chosen ?? quotes, usable, quotes);
}

/** The model of an engine, for the `ai` package: with the workspace's own key where there is one. Throws UNAVAILABLE. */
export function openEngine(ctx: Ctx, engine: Engine): ReturnType<Ctx["models"]["languageModel"]> {
  const { provider, name, key } = engine;
  return ctx.models.languageModel({ provider, name }, key ? openKey(ctx, key) : undefined);
}

/** The price of a ref, also when it is no longer usable: for what it cost. */
export async function findPricing(tx: TxCtx, ref: { provider: string; name: string }): Promise<Pricing> {
  const { provider, name } = ref;
  const own = await tx.db.workspaceModel.findFirst({
    where: { workspaceId: tx.workspaceId, provider, name },
  });
  if (own?.pricing) return Pricing.parse(own.pricing);
  const row = await tx.db.model.findFirst({ where: { provider, name } });
  return row ? Pricing.parse(row.pricing) : [];
}

/** A model that the installation chose for a work of its own, whether or not it is in the registry, as the ledger and the budget know engines. */
export async function bareEngine(
  tx: TxCtx,
  ref: ModelRef,
  { host, maxOutput }: { host: string | null; maxOutput: number },
): Promise<Engine> {
  return {
    ...ref,
    id: null,
    displayName: ref.name,
    contextWindow: 2 * maxOutput,
    maxOutput,
    pricing: await findPricing(tx, ref),
    host,
    key: null,
    fallback: null,
    continues: false,
  };
}

/** Whether there is such a model in the registry or among the workspace's own. */
export async function hasModel(tx: TxCtx, id: string): Promise<boolean> {
  if (await tx.db.model.count({ where: { id, kind: "chat", enabled: true } })) return true;
  return (await tx.db.workspaceModel.count({ where: { workspaceId: tx.workspaceId, id, isOwn: true } })) > 0;
}

/** Every model, the usable ones first. */
export async function listModels(tx: TxCtx): Promise<ModelDto[]> {
  const known = await listKnown(tx);
  const keys = await listKeys(tx);
  const defaultModelId = await findDefaultModelId(tx);
  const items = known.map((model) => toModelDto(tx, model, { keys, defaultModelId }));
  const order = tx.models.providers().map(({ provider }) => provider);
  const place = ({ usable, provider }: ModelDto) => (usable ? 0 : order.length) + order.indexOf(provider);
  return items.toSorted((a, b) => place(a) - place(b));
}

export async function getModel(tx: TxCtx, modelId: string): Promise<ModelDto> {
  const found = (await listModels(tx)).find(({ id }) => id === modelId);
  if (!found) throw notFound("model");
  return found;
}

/** The engine of a model, allowed or not: to try it. Throws NOT_FOUND, or UNAVAILABLE without a key. */
export async function findEngine(tx: TxCtx, modelId: string): Promise<Engine | null> {
  const model = (await listKnown(tx)).find(({ row }) => row.id === modelId);
  if (!model) throw notFound("model");
  return toEngine(tx, model, await listKeys(tx));
}

/** A row of the registry or of the workspace, and what the workspace settled about it. */
type Known = { row: Model | WorkspaceModel; settled: WorkspaceModel | null };

/** The workspace's own models come first: somebody added them on purpose. */
async function listKnown(tx: TxCtx): Promise<Known[]> {
  const settled = await tx.db.workspaceModel.findMany({
    where: { workspaceId: tx.workspaceId },
    orderBy: { id: "asc" },
  });
  const registry = await tx.db.model.findMany({
    where: { kind: "chat", enabled: true },
    orderBy: [{ position: "asc" }, { name: "asc" }],
  });
  return [
    ...settled.filter(({ isOwn }) => isOwn).map((row) => ({ row, settled: row })),
    ...registry.map((row) => ({ row, settled: settled.find(({ id }) => id === row.id) ?? null })),
  ];
}

async function findDefaultModelId(tx: TxCtx): Promise<string | null> {
  const workspace = await tx.db.workspace.findFirst({
    where: { id: tx.workspaceId },
    select: { defaultModelId: true },
  });
  return workspace?.defaultModelId ?? null;
}

/** Engines that may be asked, in the providers' order. Quotes only cannot be forbidden: it is what is left. */
async function listUsable(tx: TxCtx): Promise<Engine[]> {
  const known = await listKnown(tx);
  const keys = await listKeys(tx);
  const engines = known
    .filter(({ row, settled }) => settled?.isAllowed !== false || row.provider === QUOTES_ONLY.provider)
    .flatMap((model) => toEngine(tx, model, keys) ?? []);
  const order = tx.models.providers().map(({ provider }) => provider);
  return engines.toSorted((a, b) => order.indexOf(a.provider) - order.indexOf(b.provider));
}

function matches(wanted: string): (engine: Engine) => boolean {
  if (Id.safeParse(wanted).success) return ({ id }) => id === wanted;
  return ({ provider, name }) => `${provider}/${name}` === wanted;
}

/** null without a key. */
function toEngine(tx: TxCtx, { row, settled }: Known, keys: SealedKey[]): Engine | null {
  const provider = toProvider(row.provider);
  const key = keys.find((one) => one.provider === provider) ?? null;
  const status = tx.models.providers().find((one) => one.provider === provider);
  if (!key && !status?.configured) return null;
  return {
    id: row.id,
    provider,
    name: row.name,
    displayName: row.displayName,
    contextWindow: row.contextWindow,
    maxOutput: row.maxOutput,
    pricing: pricingOf({ row, settled }),
    host: key ? key.host : (status?.host ?? null),
    key,
    fallback: settled?.fallback ?? null,
    continues: provider !== QUOTES_ONLY.provider,
  };
}

type Around = { keys: SealedKey[]; defaultModelId: string | null };

function toModelDto(tx: TxCtx, model: Known, { keys, defaultModelId }: Around): ModelDto {
  const { row, settled } = model;
  const engine = toEngine(tx, model, keys);
  const isOwn = settled?.isOwn ?? false;
  const isAllowed = settled?.isAllowed ?? true;
  return {
    id: row.id,
    provider: toProvider(row.provider),
    name: row.name,
    displayName: row.displayName,
    contextWindow: row.contextWindow,
    maxOutput: row.maxOutput,
    pricing: pricingOf(model),
    usable: engine !== null && isAllowed,
    isDefault: row.id === defaultModelId,
    isOwn,
    isPriceOwn: !isOwn && settled !== null && settled.pricing !== null,
    isAllowed,
    fallback: settled?.fallback ?? null,
    host: engine?.host ?? null,
  };
}

function pricingOf({ row, settled }: Known): Pricing {
  return Pricing.parse(settled?.pricing ?? row.pricing ?? []);
}

function toProvider(provider: string): ModelProvider {
  return ModelProviderName.parse(provider);
}
