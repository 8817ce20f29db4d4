import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import type { Prisma } from "@/prisma/generated/client";
import { announce, lockTask } from "../commands";
import { type Look, lookAgain } from "../looking/queries";
import { originOf } from "../queries";

/** What was corrected: a message by its own id. */
export type Corrected = { type: "message" | "recording" | "document"; id: string };

/**
 * Puts before the owners of tasks, and before who looks at them, what was corrected where those came from. Each is told once of the same words; what
 * is said again as it was quoted waits for nobody. Emits task.changed and message.tasks_changed. Exempt from audit: it derives. Once more changes nothing.
 */
export function tellOwners(ctx: Ctx, corrected: Corrected): Promise<void> {
  return transaction(ctx, async (tx) => {
    const rows = await tx.db.task.findMany({
      where: { workspaceId: tx.workspaceId, deletedAt: null, ...restingOn(corrected) },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    for (const { id } of rows) await tellOwner(tx, id);
  });
}

function restingOn({ type, id }: Corrected): Prisma.TaskWhereInput {
  return type === "message" ? { messageId: id } : { sourceType: type, sourceId: id };
}

async function tellOwner(tx: TxCtx, id: string): Promise<void> {
  const row = await lockTask(tx, id);
  const origin = originOf(row);
  if (!origin) return;
  const toldOf = wordsOf((await lookAgain(tx, [origin])).get(origin));
  if (toldOf === row.toldOf) return;
  const now = tx.clock.now();
  await tx.db.task.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    data:
      toldOf === null
        ? { toldOf, changedAt: null }
        : { toldOf, changedAt: now, ...(row.assigneeId ? { waitsSince: now } : {}) },
  });
  await announce(tx, row, "updated");
}

/** What the owner is told of; null where there is nothing else said, or the place is gone. */
function wordsOf(look: Look | undefined): string | null {
  return look?.state === "changed" ? (look.today ?? "") : null;
}
