import { DAY } from "@/lib/core/clock";
import { type Ctx, transaction } from "@/lib/ctx";

/** Forgets the answers of Idempotency-Keys older than a day. Returns how many. Emits: none. No audit: nobody did it. */
export function forgetOldAnswers(ctx: Ctx): Promise<number> {
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.idempotencyKey.deleteMany({
      where: {
        workspaceId: tx.workspaceId,
        createdAt: { lt: new Date(tx.clock.now().getTime() - DAY) },
      },
    });
    return count;
  });
}
