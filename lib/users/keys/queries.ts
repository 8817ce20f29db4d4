import { cursorId, pageById } from "@/lib/core/cursor";
import type { IdentityTx } from "@/lib/ctx";
import type { ApiKey } from "@/prisma/generated/client";
import { type ApiKeyDto, ApiKeyScope } from "../schema";

type Page = { cursor?: string | undefined; limit: number };
type WorkspaceName = { id: string; slug: string; name: string };

/** A person's keys that still work, newest first. */
export async function listApiKeys(tx: IdentityTx, userId: string, page: Page) {
  const before = cursorId(page.cursor);
  const rows = await tx.db.apiKey.findMany({
    where: {
      userId,
      revokedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: tx.clock.now() } }],
      ...(before ? { id: { lt: before } } : {}),
    },
    orderBy: { id: "desc" },
    take: page.limit + 1,
  });
  const workspaces = await tx.db.workspace.findMany({
    where: { id: { in: rows.map((row) => row.workspaceId) } },
    select: { id: true, slug: true, name: true },
  });
  const byId = new Map(workspaces.map((workspace) => [workspace.id, workspace]));
  const known = rows.flatMap((row) => {
    const workspace = byId.get(row.workspaceId);
    return workspace ? [{ ...row, workspace }] : [];
  });
  return pageById(known, page.limit, toApiKeyDto);
}

export function toApiKeyDto(row: ApiKey & { workspace: WorkspaceName }): ApiKeyDto {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    workspace: { id: row.workspace.id, slug: row.workspace.slug, name: row.workspace.name },
    scopes: toScopes(row.scopes),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

function toScopes(scopes: string[]): ApiKeyScope[] {
  return ApiKeyScope.options.filter((scope) => scopes.includes(scope));
}
