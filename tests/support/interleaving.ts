import { expect, vi } from "vitest";
import type { Ctx } from "@/lib/ctx";
import type { TestDatabase } from "./database";

/** Something that happens between two transactions of a command: before the one with this number, from 0, and once. */
export function interruptedBefore(
  ctx: Ctx,
  moment: number,
  happens: () => Promise<unknown>,
): { ctx: Ctx; wasInterrupted(): boolean } {
  let at = 0;
  let isDone = false;
  const database: Ctx["database"] = Object.create(ctx.database);
  database.inTransaction = async (options, work) => {
    if (at++ === moment) {
      isDone = true;
      await happens();
    }
    return ctx.database.inTransaction(options, work);
  };
  return { ctx: { ...ctx, database }, wasInterrupted: () => isDone };
}

/** Until a transaction of this database waits for a lock that another one holds. */
export async function untilSomebodyWaits(db: TestDatabase): Promise<void> {
  await vi.waitFor(
    async () => {
      const waiting = await db.superuser(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(waiting).not.toEqual([]);
    },
    { timeout: 10_000, interval: 20 },
  );
}
