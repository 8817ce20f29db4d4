import { appendAudit } from "@/lib/audit/policy";
import { invalid } from "@/lib/core/errors";
import { type Ctx, transaction } from "@/lib/ctx";
import type { KeyProvider, ProviderDto, SetKey } from "../schema";
import { keyContext, listProviders } from "./queries";

/**
 * Keeps a workspace's own key of a provider, sealed; it is used from the next question on. Key and address
 * belong together and are set together: a key is never sent anywhere but where it was entered for. Throws INVALID on `baseUrl`. Emits:
 * none. Audited, without the key.
 */
export async function setKey(
  ctx: Ctx,
  provider: KeyProvider,
  { apiKey, baseUrl }: SetKey,
): Promise<ProviderDto> {
  if (provider === "compatible" && !baseUrl) throw invalid("baseUrl", "This provider needs an address.");
  return transaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    const sealed = apiKey ? tx.site.secrets.seal(apiKey, keyContext(workspaceId, provider)) : null;
    const row = { sealed, hint: apiKey?.slice(-4) ?? null, baseUrl: baseUrl ?? null };
    await tx.db.providerKey.upsert({
      where: { workspaceId_provider: { workspaceId, provider } },
      create: { workspaceId, provider, ...row },
      update: row,
    });
    await appendAudit(tx, {
      action: "model_key.set",
      target: { kind: "provider", id: provider },
      after: { provider, baseUrl: row.baseUrl },
    });
    const found = (await listProviders(tx)).find((one) => one.provider === provider);
    if (!found) throw new Error("Every provider is listed.");
    return found;
  });
}

/** Forgets a workspace's key; the installation's is used again where there is one. Emits: none. Audited. */
export function removeKey(ctx: Ctx, provider: KeyProvider): Promise<void> {
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.providerKey.deleteMany({
      where: { workspaceId: tx.workspaceId, provider },
    });
    if (count === 0) return;
    await appendAudit(tx, { action: "model_key.removed", target: { kind: "provider", id: provider } });
  });
}
