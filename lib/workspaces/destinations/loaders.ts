import "server-only";
import { notFound } from "@/lib/core/errors";
import { read } from "@/lib/ctx";
import { isAdmin } from "@/lib/members/rules";
import { listProviders } from "@/lib/models/keys/queries";
import { findLastUses } from "@/lib/runs/ledger/queries";
import { type Destination, describeDestinations } from "@/lib/web/destinations";
import { getPageCtx, orNotFound } from "@/lib/web/page";

export type LoadedDestination = Omit<Destination, "kind"> & {
  kind: Destination["kind"] | "model";
  /** Chosen by the workspace itself, with a key of its own. */
  isOwn: boolean;
  /** ISO 8601; null: never, or nobody counts. */
  lastUsedAt: string | null;
  isCounted: boolean;
};

/** Everything that data of this workspace may go to. For who is no admin the page does not exist. */
export async function loadDestinations(slug: string): Promise<LoadedDestination[]> {
  const ctx = await getPageCtx(slug);
  const load = async (): Promise<LoadedDestination[]> => {
    if (ctx.actor.kind !== "member" || !isAdmin(ctx.actor.role)) throw notFound("page");
    const services = describeDestinations(ctx).map((one) => ({
      ...one,
      isOwn: false,
      lastUsedAt: null,
      isCounted: false,
    }));
    return [...(await read(ctx, listModelHosts)), ...services];
  };
  return orNotFound(load());
}

async function listModelHosts(tx: Parameters<typeof listProviders>[0]): Promise<LoadedDestination[]> {
  const uses = await findLastUses(tx);
  const providers = await listProviders(tx);
  return providers.flatMap(({ provider, source, host }) =>
    host === null
      ? []
      : [
          {
            kind: "model" as const,
            provider,
            host,
            isOwn: source === "workspace",
            lastUsedAt: uses.get(provider)?.toISOString() ?? null,
            isCounted: true,
          },
        ],
  );
}
