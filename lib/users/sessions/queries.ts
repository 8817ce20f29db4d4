import { cursorId, pageById } from "@/lib/core/cursor";
import type { IdentityTx } from "@/lib/ctx";
import type { SessionDto } from "../schema";

type Page = { cursor?: string | undefined; limit: number };

/** Where a person is signed in, newest first. */
export async function listSessions(
  tx: IdentityTx,
  of: { userId: string; sessionId: string | null },
  page: Page,
) {
  const before = cursorId(page.cursor);
  const rows = await tx.db.session.findMany({
    where: {
      userId: of.userId,
      expires: { gt: tx.clock.now() },
      ...(before ? { id: { lt: before } } : {}),
    },
    orderBy: { id: "desc" },
    take: page.limit + 1,
  });
  return pageById(
    rows,
    page.limit,
    (row): SessionDto => ({
      id: row.id,
      isCurrent: row.id === of.sessionId,
      isRemembered: row.remembered,
      createdAt: row.createdAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
      expiresAt: row.expires.toISOString(),
      ip: row.ip,
      userAgent: row.userAgent,
    }),
  );
}
