import { DAY, HOUR } from "@/lib/core/clock";
import type { Engine } from "./engine";

export const PURGE_EVERY_MS = HOUR;

/** What the jobs page shows is the application's own record; here a run is kept a little for whoever looks into a failure. */
const RUN_MS = 3 * DAY;
/** A day of refusing repeated events, and some. */
const EVENT_MS = DAY + HOUR;

/** Forgets ended runs after three days and events after a day. */
export async function purge(engine: Engine): Promise<void> {
  const before = (ms: number) => new Date(engine.clock.now().getTime() - ms);
  await engine.store.query(`delete from jobs.run where "endedAt" < $1`, [before(RUN_MS)]);
  await engine.store.query(
    `delete from jobs.event e where e."receivedAt" < $1 and e."isRouted"
     and not exists (select 1 from jobs.run r where r."eventId" = e.id)`,
    [before(EVENT_MS)],
  );
  await engine.store.query(`delete from jobs.once where "expiresAt" < $1`, [before(0)]);
  await engine.store.query(`delete from jobs.rate where "nextAt" < $1`, [before(DAY)]);
}
