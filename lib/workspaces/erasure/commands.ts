import type { Ports } from "@/lib/ctx";
import { GRACE_MS } from "../queries";

/**
 * Erases workspaces whose grace period is over: everything in them goes with the row. Returns how many. Emits: none, there is nobody left
 * to hear it. No audit entry: the log goes too.
 */
export async function eraseWorkspaces({
  database,
  clock,
}: Pick<Ports, "database" | "clock">): Promise<number> {
  const before = new Date(clock.now().getTime() - GRACE_MS);
  return database.inTransaction({ role: "app_identity" }, async (db) => {
    const due = await db.workspace.findMany({
      where: { deletedAt: { lte: before } },
      select: { id: true },
      take: 10,
    });
    const ids = due.map(({ id }) => id);
    await db.apiKey.deleteMany({ where: { workspaceId: { in: ids } } });
    await db.inviteToken.deleteMany({ where: { workspaceId: { in: ids } } });
    const { count } = await db.workspace.deleteMany({
      where: { id: { in: ids }, deletedAt: { lte: before } },
    });
    return count;
  });
}
