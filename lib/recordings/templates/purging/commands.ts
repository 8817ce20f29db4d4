import { DAY } from "@/lib/core/clock";
import { type Ctx, transaction } from "@/lib/ctx";

const RESTORABLE_DAYS = 30;

/** Erases the templates of a workspace that nobody brought back in 30 days. Returns how many. Emits: none. Exempt from audit: it derives. */
export function purgeTemplates(ctx: Ctx): Promise<number> {
  return transaction(ctx, async (tx) => {
    const before = new Date(tx.clock.now().getTime() - RESTORABLE_DAYS * DAY);
    const where = { workspaceId: tx.workspaceId, deletedAt: { lt: before } };
    return (await tx.db.reportTemplate.deleteMany({ where })).count;
  });
}
