import type { Ports } from "@/lib/ctx";
import { GRACE_MS } from "../queries";

/**
 * Erases a workspace whose grace period is over: every row that hangs on it goes with it. Its bytes and its index, which do not, went before.
 * False where it was brought back, or is gone. Emits: none, there is nobody left to hear it. No audit entry: the log goes too.
 */
export function eraseWorkspace(
  { database, clock }: Pick<Ports, "database" | "clock">,
  workspaceId: string,
): Promise<boolean> {
  const before = new Date(clock.now().getTime() - GRACE_MS);
  return database.inTransaction({ role: "app_identity" }, async (db) => {
    await db.apiKey.deleteMany({ where: { workspaceId } });
    await db.inviteToken.deleteMany({ where: { workspaceId } });
    const { count } = await db.workspace.deleteMany({
      where: { id: workspaceId, deletedAt: { lte: before } },
    });
    return count > 0;
  });
}
