import type { Ports } from "@/lib/ctx";
import { GRACE_MS } from "../queries";

const AT_ONCE = 10;

/** Workspaces whose grace period is over: they are to be erased now. */
export function listDue({ database, clock }: Pick<Ports, "database" | "clock">): Promise<string[]> {
  const before = new Date(clock.now().getTime() - GRACE_MS);
  return database.inTransaction({ role: "app_identity" }, async (db) => {
    const due = await db.workspace.findMany({
      where: { deletedAt: { lte: before } },
      select: { id: true },
      orderBy: [{ deletedAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
    });
    return due.map(({ id }) => id);
  });
}
