import "server-only";
import { notFound } from "@/lib/core/errors";
import { read } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { getUsage } from "@/lib/runs/ledger/queries";
import { getPageCtx, orNotFound } from "@/lib/web/page";
import { listProviders } from "./keys/queries";
import { findEngines, listModels } from "./queries";
import type { LoadedChoices, ModelDto, ProviderDto } from "./schema";

export type LoadedModels = {
  models: ModelDto[];
  providers: ProviderDto[];
  /** Micro-dollars of the last 30 days, by `provider/name`. */
  spent: Record<string, number>;
  /** Who answers, in order, unless a chat chooses. */
  order: string[];
};

const DAYS = 30;

/** The models of the workspace, for its admins. For who is no admin the page does not exist. */
export async function loadModels(slug: string): Promise<LoadedModels> {
  const ctx = await getPageCtx(slug);
  const load = async (): Promise<LoadedModels> => {
    if (ctx.actor.kind !== "member" || !isAdmin(ctx.actor.role)) throw notFound("page");
    return read(ctx, async (tx) => {
      const { byModel } = await getUsage(tx, DAYS);
      const engines = await findEngines(tx, { conversationModelId: null });
      return {
        models: await listModels(tx),
        providers: await listProviders(tx),
        spent: Object.fromEntries(byModel.map((line) => [`${line.provider}/${line.model}`, line.costMicros])),
        order: engines.map(({ displayName }) => displayName),
      };
    });
  };
  return orNotFound(load());
}

/** What a chat may choose from, and who answers when it chooses nothing. */
export async function loadChoices(slug: string): Promise<LoadedChoices> {
  const ctx = await getPageCtx(slug);
  return read(ctx, async (tx) => {
    const [chosen] = await findEngines(tx, { conversationModelId: null });
    const usable = (await listModels(tx)).filter((model) => model.usable);
    return {
      choices: usable.map(({ id, displayName, provider, host }) => ({
        id,
        displayName,
        provider,
        host,
      })),
      fallsTo: chosen.displayName,
    };
  });
}
