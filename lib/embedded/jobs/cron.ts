import type { Claimed } from "./claim";
import type { Engine } from "./engine";
import { type JobFunction, nextTick } from "./functions";
import { startRun } from "./start";

const PREFIX = "cron ";

/** Keeps one item for each cron trigger of the registered functions, due at its next tick. */
export async function keepCrons(engine: Engine, functions: ReadonlyMap<string, JobFunction>): Promise<void> {
  const now = engine.clock.now();
  const crons = [...functions.values()].flatMap((fn) =>
    fn.crons.map((cron) => ({ key: cronKey(fn.id, cron), dueAt: nextTick(cron, now) })),
  );
  await engine.store.query(`delete from jobs.item where kind = 'cron' and key <> all($1)`, [
    crons.map(({ key }) => key),
  ]);
  for (const { key, dueAt } of crons) {
    await engine.store.query(
      `insert into jobs.item (key, kind, "dueAt", rank, keys, limits) values ($1, 'cron', $2, $2, '{}', '{}')
       on conflict (key) do nothing`,
      [key, dueAt],
    );
  }
}

/**
 * Starts the run of a tick and sets the next one, counted from now: ticks that were missed while nobody ran are made up for once,
 * not one by one. The event's id names the tick, so that no tick starts two runs.
 */
export async function fireCron(engine: Engine, item: Claimed): Promise<void> {
  const [functionId = "", cron = ""] = item.key.slice(PREFIX.length).split("\n");
  const fn = engine.functions?.get(functionId);
  const now = engine.clock.now();
  const next = fn ? nextTick(cron, now) : null;
  await engine.store.transaction(async (db) => {
    const taken = next
      ? await db.query(
          `update jobs.item set "dueAt" = $3, rank = $3, lease = null, "leasedUntil" = '-infinity'
           where key = $1 and lease = $2 returning key`,
          [item.key, item.lease, next],
        )
      : await db.query(`delete from jobs.item where key = $1 and lease = $2 returning key`, [
          item.key,
          item.lease,
        ]);
    if (!fn || taken.length === 0) return;
    const event = {
      id: `cron:${functionId}:${cron}:${item.dueAt.toISOString()}`,
      name: "inngest/scheduled.timer",
      data: { cron },
      ts: now.getTime(),
    };
    const fresh = await db.query(
      `insert into jobs.event (id, name, body, "receivedAt", "isRouted") values ($1, $2, $3, $4, true)
       on conflict (id) do nothing returning id`,
      [event.id, event.name, JSON.stringify(event), now],
    );
    if (fresh.length > 0) await startRun(engine, db, fn, event);
  });
}

function cronKey(functionId: string, cron: string): string {
  return `${PREFIX}${functionId}\n${cron}`;
}
