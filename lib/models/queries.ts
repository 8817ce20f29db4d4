import type { ModelProvider, ModelRef } from "@/lib/adapters/models/port";
import { invalid, notFound } from "@/lib/core/errors";
import { Id } from "@/lib/core/ids";
import type { TxCtx } from "@/lib/ctx";
import type { Model } from "@/prisma/generated/client";
import { type ModelDto, ModelProviderName, Pricing } from "./schema";

/** A model that may be asked now. */
export type Engine = ModelRef & {
  /** Its row in the registry; null for Quotes only before the registry was written. */
  id: string | null;
  displayName: string;
  contextWindow: number;
  maxOutput: number;
  pricing: Pricing;
  /** Where questions go; null when nothing leaves this machine. */
  host: string | null;
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
  continues: false,
};

/**
 * Who answers, in order: the requested model, else the conversation's, else the workspace's, else the best of the first provider that has a
 * key. After it come the best of each other provider, and Quotes only, which is always there. Throws INVALID on `model` when the
 * requested one is unknown or has no key here.
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
  const chosen =
    requested ??
    usable.find((engine) => engine.id !== null && engine.id === wanted.conversationModelId) ??
    usable.find((engine) => engine.id !== null && engine.id === defaultModelId) ??
    usable[0];
  const bests = usable.filter(
    (engine, i) => usable.findIndex(({ provider }) => provider === engine.provider) === i,
  );
  const others = bests.filter(({ provider }) => provider !== chosen?.provider);
  const quotes = usable.find(({ provider }) => provider === "quotes") ?? QUOTES_ONLY;
  if (!chosen) return [quotes];
  return chosen.provider === "quotes"
    ? [chosen]
    : [chosen, ...others.filter(({ provider }) => provider !== "quotes"), quotes];
}

/** The engine of a ref, also when it is no longer usable: for what it cost. */
export async function findPricing(tx: TxCtx, ref: { provider: string; name: string }): Promise<Pricing> {
  const row = await tx.db.model.findFirst({ where: { provider: ref.provider, name: ref.name } });
  return row ? Pricing.parse(row.pricing) : [];
}

/** Every enabled model, the usable ones first. */
export async function listModels(tx: TxCtx): Promise<ModelDto[]> {
  const rows = await tx.db.model.findMany({ where: { enabled: true }, orderBy: ORDER });
  const defaultModelId = await findDefaultModelId(tx);
  const items = rows.map((row) => toModelDto(tx, row, defaultModelId));
  return items.toSorted((a, b) => Number(b.usable) - Number(a.usable));
}

export async function getModel(tx: TxCtx, modelId: string): Promise<ModelDto> {
  const found = (await listModels(tx)).find(({ id }) => id === modelId);
  if (!found) throw notFound("model");
  return found;
}

const ORDER = [{ position: "asc" as const }, { name: "asc" as const }];

async function findDefaultModelId(tx: TxCtx): Promise<string | null> {
  const workspace = await tx.db.workspace.findFirst({
    where: { id: tx.workspaceId },
    select: { defaultModelId: true },
  });
  return workspace?.defaultModelId ?? null;
}

/** Engines whose provider has a key, in the providers' order and then the registry's. */
async function listUsable(tx: TxCtx): Promise<Engine[]> {
  const providers = tx.models.providers().filter(({ configured }) => configured);
  const rows = await tx.db.model.findMany({
    where: { enabled: true },
    orderBy: ORDER,
  });
  return providers.flatMap(({ provider, host }) =>
    rows.filter((row) => row.provider === provider).map((row) => toEngine(row, host)),
  );
}

function matches(wanted: string): (engine: Engine) => boolean {
  if (Id.safeParse(wanted).success) return ({ id }) => id === wanted;
  return ({ provider, name }) => `${provider}/${name}` === wanted;
}

function toEngine(row: Model, host: string | null): Engine {
  return {
    id: row.id,
    provider: toProvider(row.provider),
    name: row.name,
    displayName: row.displayName,
    contextWindow: row.contextWindow,
    maxOutput: row.maxOutput,
    pricing: Pricing.parse(row.pricing),
    host,
    continues: row.provider !== QUOTES_ONLY.provider,
  };
}

function toModelDto(tx: TxCtx, row: Model, defaultModelId: string | null): ModelDto {
  const status = tx.models.providers().find(({ provider }) => provider === row.provider);
  const { continues: _, ...engine } = toEngine(row, status?.host ?? null);
  return {
    ...engine,
    id: row.id,
    usable: status?.configured ?? false,
    isDefault: row.id === defaultModelId,
  };
}

function toProvider(provider: string): ModelProvider {
  return ModelProviderName.parse(provider);
}
