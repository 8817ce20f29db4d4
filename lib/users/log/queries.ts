import { cursorId, pageById } from "@/lib/core/cursor";
import type { IdentityTx } from "@/lib/ctx";
import type { AccountEventDto } from "../schema";

type Page = { cursor?: string | undefined; limit: number };

/** The account log of a person, newest first. */
export async function listAccountEvents(tx: IdentityTx, userId: string, page: Page) {
  const before = cursorId(page.cursor);
  const rows = await tx.db.accountEvent.findMany({
    where: { userId, ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: "desc" },
    take: page.limit + 1,
  });
  return pageById(
    rows,
    page.limit,
    (row): AccountEventDto => ({
      id: row.id,
      kind: row.kind,
      ip: row.ip,
      userAgent: row.userAgent,
      createdAt: row.createdAt.toISOString(),
    }),
  );
}
