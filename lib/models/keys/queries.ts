import { type OwnCredential, VENDOR_URLS } from "@/lib/adapters/models/port";
import type { Ctx, TxCtx } from "@/lib/ctx";
import type { ProviderKey } from "@/prisma/generated/client";
import { KeyProvider, type ProviderDto } from "../schema";

/** A workspace's key as it is kept. It is opened at the moment of the call, and nowhere else. */
export type SealedKey = {
  provider: KeyProvider;
  sealed: string | null;
  baseUrl: string | null;
  host: string;
};

/** What a sealed key is bound to: copied to another row it does not open. */
export const keyContext = (workspaceId: string, provider: string) => [workspaceId, "ProviderKey", provider];

export async function listKeys(tx: TxCtx): Promise<SealedKey[]> {
  const rows = await tx.db.providerKey.findMany({ where: { workspaceId: tx.workspaceId } });
  return rows.flatMap((row) => {
    const host = hostOf(row);
    const { sealed, baseUrl } = row;
    return host ? [{ provider: KeyProvider.parse(row.provider), sealed, baseUrl, host }] : [];
  });
}

/** Whose key is used for each provider. The hint is for admins. */
export async function listProviders(tx: TxCtx): Promise<ProviderDto[]> {
  const { actor } = tx;
  const isAdmin = "role" in actor && (actor.role === "admin" || actor.role === "owner");
  const rows = await tx.db.providerKey.findMany({ where: { workspaceId: tx.workspaceId } });
  return tx.models.providers().map(({ provider, configured, host }) => {
    const own = rows.find((row) => row.provider === provider);
    if (own)
      return { provider, source: "workspace", host: hostOf(own), hint: isAdmin ? own.hint : null } as const;
    const given = configured ? "installation" : "none";
    return { provider, source: provider === "quotes" ? "built-in" : given, host, hint: null } as const;
  });
}

export function openKey(ctx: Ctx, { provider, sealed, baseUrl }: SealedKey): OwnCredential {
  const { workspaceId } = ctx;
  const apiKey = sealed === null ? null : ctx.site.secrets.open(sealed, keyContext(workspaceId, provider));
  return { apiKey, baseUrl, owner: workspaceId };
}

function hostOf({ provider, baseUrl }: Pick<ProviderKey, "provider" | "baseUrl">): string | null {
  const known: Record<string, string> = VENDOR_URLS;
  const url = baseUrl ?? known[provider];
  return url ? new URL(url).host : null;
}
