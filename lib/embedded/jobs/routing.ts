import { holds } from "./cel";
import { durationMs } from "./durations";
import type { Engine } from "./engine";
import { type JobsEvent, matchesName } from "./event";
import { cancelRun, lockRun, settleStep } from "./runs";
import { startRun } from "./start";
import { isRefusal, type Tx } from "./store";

/**
 * Keeps events; one that is new cancels, resumes and starts runs in the same transaction, so that an accepted event cannot be
 * lost. Until the handler has registered they only wait.
 */
export async function takeEvents(engine: Engine, events: JobsEvent[]): Promise<void> {
  const isRouted = engine.functions !== null;
  await engine.store.transaction(async (db) => {
    for (const event of events) {
      const [fresh] = await db.query(
        `insert into jobs.event (id, name, body, "receivedAt", "isRouted") values ($1, $2, $3, $4, $5)
         on conflict (id) do nothing returning id`,
        [event.id, event.name, JSON.stringify(event), engine.clock.now(), isRouted],
      );
      if (fresh && isRouted) await routeEvent(engine, db, event);
    }
  });
  engine.wake();
}

/**
 * Routes what came before the handler had registered and what runs announced, oldest first, each in its own transaction. One that
 * cannot be routed is said and passed over: it must not keep the others. One that the database had no time for waits, and what kept it is
 * thrown once the others are routed.
 */
export async function routeWaiting(engine: Engine): Promise<void> {
  const waiting = await engine.store.query<{ id: string }>(
    `select id from jobs.event where not "isRouted" order by "receivedAt", id`,
  );
  const kept: unknown[] = [];
  for (const { id } of waiting) {
    await engine.store
      .transaction(async (db) => {
        const [event] = await db.query<{ body: JobsEvent }>(
          `update jobs.event set "isRouted" = true where id = $1 and not "isRouted" returning body`,
          [id],
        );
        if (event) await routeEvent(engine, db, event.body);
      })
      .catch(async (error: unknown) => {
        if (!isRefusal(error)) return void kept.push(error);
        engine.log.error("jobs.event_not_routed", { event_id: id }, error);
        await engine.store.query(`update jobs.event set "isRouted" = true where id = $1`, [id]);
      });
  }
  if (kept.length > 0) throw kept[0];
}

/** Cancellations first: an event must not cancel the run that it starts. */
async function routeEvent(engine: Engine, db: Tx, event: JobsEvent): Promise<void> {
  await cancelRuns(engine, db, event);
  await resumeWaits(engine, db, event);
  for (const fn of engine.functions?.values() ?? []) {
    const isTriggered = fn.events.some(
      ({ name, expression }) => matchesName(name, event.name) && holds(expression, { event }),
    );
    if (isTriggered) await startRun(engine, db, fn, event);
  }
}

async function cancelRuns(engine: Engine, db: Tx, event: JobsEvent): Promise<void> {
  for (const fn of engine.functions?.values() ?? []) {
    for (const cancel of fn.cancel.filter((entry) => matchesName(entry.event, event.name))) {
      const longestMs = cancel.timeout ? durationMs(cancel.timeout) : Number.POSITIVE_INFINITY;
      const active = await db.query<{ id: string; body: JobsEvent; createdAt: Date }>(
        `select r.id, e.body, r."createdAt" from jobs.run r join jobs.event e on e.id = r."eventId"
         where r."functionId" = $1 and r."endedAt" is null order by r.id`,
        [fn.id],
      );
      for (const { id, body, createdAt } of active) {
        const isLate = engine.clock.now().getTime() - createdAt.getTime() > longestMs;
        if (!isLate && holds(cancel.if, { event: body, async: event })) await cancelRun(engine, db, id);
      }
    }
  }
}

async function resumeWaits(engine: Engine, db: Tx, event: JobsEvent): Promise<void> {
  const waits = await db.query<{ runId: string; id: string; expression: string | null; body: JobsEvent }>(
    `select s."runId", s.id, s.expression, e.body
     from jobs.step s join jobs.run r on r.id = s."runId" join jobs.event e on e.id = r."eventId"
     where s."eventName" = $1 and s."doneSeq" is null and r."endedAt" is null order by s."runId"`,
    [event.name],
  );
  for (const { runId, id, expression, body } of waits) {
    if (!holds(expression, { event: body, async: event })) continue;
    const run = await lockRun(db, runId);
    if (run) await settleStep(engine, db, run, id, event);
  }
}
