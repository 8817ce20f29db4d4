import { appendAudit } from "@/lib/audit/policy";
import { DAY } from "@/lib/core/clock";
import { invalid, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { hashToken, newToken } from "@/lib/core/tokens";
import { enter, type IdentityCtx, type IdentityTx, identity } from "@/lib/ctx";
import { findMembership, memberActor } from "@/lib/members/queries";
import { recordAccountEvent } from "../log/commands";
import { API_KEY_PREFIX } from "../queries";
import type { ApiKeyDto, CreateApiKey } from "../schema";
import { toApiKeyDto } from "./queries";

/** Makes a key for one workspace that one is in. Its token is told this once. Throws INVALID for another workspace. */
export function createApiKey(
  ctx: IdentityCtx,
  userId: string,
  input: CreateApiKey,
): Promise<{ key: ApiKeyDto; token: string }> {
  return identity(ctx, async (tx) => {
    const membership = await findMembership(tx, userId, input.workspace);
    if (!membership) throw invalid("workspace", "You are in no such workspace.");
    const token = API_KEY_PREFIX + newToken();
    const now = tx.clock.now();
    const row = await tx.db.apiKey.create({
      data: {
        id: newId(),
        tokenHash: await hashToken(token),
        userId,
        workspaceId: membership.workspaceId,
        name: input.name,
        hint: token.slice(-4),
        scopes: [...new Set(input.scopes)],
        expiresAt: input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * DAY),
        createdAt: now,
      },
    });
    const workspace = await tx.db.workspace.findUniqueOrThrow({ where: { id: membership.workspaceId } });
    await recordAccountEvent(tx, userId, "api_key_created", { workspace: workspace.slug });
    const place = { workspaceId: membership.workspaceId, actor: memberActor(userId, membership) };
    await enter(tx, place, (inside) =>
      appendAudit(inside, {
        action: "api_key.created",
        target: { kind: "api_key", id: row.id },
        after: { name: row.name, scopes: row.scopes },
      }),
    );
    return { key: toApiKeyDto({ ...row, workspace }), token };
  });
}

/** Revokes all keys of a person, in whichever workspaces. */
export async function revokeEveryKey(tx: IdentityTx, userId: string): Promise<void> {
  await tx.db.apiKey.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: tx.clock.now() } });
}

/** Revokes one of a person's own keys. */
export async function revokeApiKey(ctx: IdentityCtx, userId: string, keyId: string): Promise<void> {
  await identity(ctx, async (tx) => {
    const row = await tx.db.apiKey.findFirst({ where: { id: keyId, userId, revokedAt: null } });
    if (!row) throw notFound("key");
    await tx.db.apiKey.update({ where: { id: row.id }, data: { revokedAt: tx.clock.now() } });
    await recordAccountEvent(tx, userId, "api_key_revoked");
    await noteRevocation(tx, userId, row);
  });
}

/** In the workspace's log too, as long as its owner is still in it. */
async function noteRevocation(
  tx: IdentityTx,
  userId: string,
  row: { id: string; name: string; workspaceId: string },
): Promise<void> {
  const workspace = await tx.db.workspace.findUnique({ where: { id: row.workspaceId } });
  const membership = workspace ? await findMembership(tx, userId, workspace.slug) : null;
  if (!membership) return;
  const place = { workspaceId: row.workspaceId, actor: memberActor(userId, membership) };
  await enter(tx, place, (inside) =>
    appendAudit(inside, {
      action: "api_key.revoked",
      target: { kind: "api_key", id: row.id },
      before: { name: row.name },
    }),
  );
}
