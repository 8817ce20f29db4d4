import { SECOND } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { keyOf, numberOf } from "./cel";
import { durationMs } from "./durations";
import type { Engine } from "./engine";
import type { JobsEvent } from "./event";
import type { JobFunction } from "./functions";
import { addItem } from "./items";
import { cancelRun } from "./runs";
import type { Tx } from "./store";

type Parent = { runId: string; stepId: string };
type Start = {
  engine: Engine;
  db: Tx;
  fn: JobFunction;
  event: JobsEvent;
  parent: Parent | null;
  /** Whoever invokes a function waits for this very run: it is not put off. */
  debounce: JobFunction["debounce"];
};

/** Hosted window of an idempotency key. */
const IDEMPOTENCY_MS = 24 * 60 * 60 * SECOND;
/** Hosted bounds of a priority: seconds by which a run goes ahead of, or behind, its place in the queue. */
const PRIORITY_SECONDS = 600;

/**
 * Starts a run of a function. False when its own rules (idempotency, rate limit, singleton, debounce) say that the event starts
 * none.
 */
export async function startRun(
  engine: Engine,
  db: Tx,
  fn: JobFunction,
  event: JobsEvent,
  parent: Parent | null = null,
): Promise<boolean> {
  const start: Start = { engine, db, fn, event, parent, debounce: parent ? null : fn.debounce };
  if (!(await takeIdempotencyKey(start))) return false;
  if (!(await takeRateLimit(start))) return false;
  if (!(await takeSingleton(start))) return false;
  if (await postponeDebounced(start)) return false;
  insertRun(start, await startTime(start));
  return true;
}

function insertRun({ engine, db, fn, event, parent, debounce }: Start, startAt: Date): void {
  const id = newId();
  const keys = concurrencyKeys(fn, event);
  const priority = fn.priority?.run ? numberOf(fn.priority.run, { event }) : 0;
  const run = {
    id,
    keys: keys.map(({ key }) => key),
    limits: keys.map(({ limit }) => limit),
    prioritySeconds: Math.round(Math.max(-PRIORITY_SECONDS, Math.min(PRIORITY_SECONDS, priority))),
  };
  const status = debounce ? "debounced" : "running";
  db.send(
    `insert into jobs.run (id, "functionId", "eventId", status, "groupKey", keys, limits, "prioritySeconds", "parentRunId", "parentStepId", "createdAt")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      fn.id,
      event.id,
      status,
      groupKey(fn, event),
      run.keys,
      run.limits,
      run.prioritySeconds,
      parent?.runId,
      parent?.stepId,
      engine.clock.now(),
    ],
  );
  if (debounce) addItem(db, run, { key: "debounce", kind: "debounce", dueAt: startAt });
  else addItem(db, run, { key: "start", kind: "call", stepId: "step", dueAt: startAt });
}

/** What counts as one at a time: the function's own limit, or a key that several functions may share. */
function concurrencyKeys(fn: JobFunction, event: JobsEvent): { key: string; limit: number }[] {
  return fn.concurrency.map(({ limit, key, scope }) => ({
    key: `${scope === "fn" ? fn.id : scope}:${key ? keyOf(key, { event }) : ""}`,
    limit,
  }));
}

async function takeIdempotencyKey({ engine, db, fn, event }: Start): Promise<boolean> {
  if (!fn.idempotency) return true;
  const value = keyOf(fn.idempotency, { event });
  if (value === null) return true;
  const now = engine.clock.now();
  const taken = await db.query(
    `insert into jobs.once as once (key, "expiresAt") values ($1, $2)
     on conflict (key) do update set "expiresAt" = excluded."expiresAt" where once."expiresAt" <= $3 returning key`,
    [`${fn.id}:${value}`, new Date(now.getTime() + IDEMPOTENCY_MS), now],
  );
  return taken.length > 0;
}

/** Beyond the limit a run is skipped. Generic cell rate: `limit` at once, then one each `period / limit`. */
async function takeRateLimit({ engine, db, fn, event }: Start): Promise<boolean> {
  if (!fn.rateLimit) return true;
  const { limit, period, key } = fn.rateLimit;
  const spacingMs = durationMs(period) / limit;
  const now = engine.clock.now().getTime();
  const nextAt = await lockRate(db, `limit:${fn.id}:${key ? keyOf(key, { event }) : ""}`, now);
  if (nextAt.at - now > durationMs(period) - spacingMs) return false;
  nextAt.set(Math.max(nextAt.at, now) + spacingMs);
  return true;
}

/** Beyond a throttle a run waits: one each `period / limit`, `burst` of them without waiting. */
async function startTime({ engine, db, fn, event, debounce }: Start): Promise<Date> {
  const now = engine.clock.now().getTime();
  if (debounce) return new Date(now + durationMs(debounce.period));
  if (!fn.throttle) return new Date(now);
  const { limit, period, key, burst } = fn.throttle;
  const spacingMs = durationMs(period) / limit;
  const nextAt = await lockRate(db, `throttle:${fn.id}:${key ? keyOf(key, { event }) : ""}`, now);
  nextAt.set(Math.max(nextAt.at, now) + spacingMs);
  return new Date(Math.max(now, nextAt.at - ((burst ?? 1) - 1) * spacingMs));
}

async function lockRate(db: Tx, key: string, now: number) {
  db.send(`insert into jobs.rate (key, "nextAt") values ($1, $2) on conflict (key) do nothing`, [
    key,
    new Date(now),
  ]);
  const [row] = await db.query<{ nextAt: Date }>(`select "nextAt" from jobs.rate where key = $1 for update`, [
    key,
  ]);
  return {
    at: row?.nextAt.getTime() ?? now,
    set: (at: number) => db.query(`update jobs.rate set "nextAt" = $2 where key = $1`, [key, new Date(at)]),
  };
}

/** One run at a time for a key: the new one is skipped, or the old one is cancelled. */
async function takeSingleton({ engine, db, fn, event }: Start): Promise<boolean> {
  if (!fn.singleton) return true;
  const key = groupKey(fn, event);
  db.send("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`${fn.id}:${key}`]);
  const active = await db.query<{ id: string }>(
    `select id from jobs.run where "functionId" = $1 and "groupKey" = $2 and "endedAt" is null`,
    [fn.id, key],
  );
  if (fn.singleton.mode === "skip") return active.length === 0;
  for (const { id } of active) await cancelRun(engine, db, id);
  return true;
}

/** A run that has not started yet takes the newer event and waits anew, but never beyond the debounce's own timeout. */
async function postponeDebounced({ engine, db, fn, event, debounce }: Start): Promise<boolean> {
  if (!debounce) return false;
  const key = groupKey(fn, event);
  db.send("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`${fn.id}:${key}`]);
  const [run] = await db.query<{ id: string; createdAt: Date }>(
    `update jobs.run set "eventId" = $3
     where "functionId" = $1 and "groupKey" = $2 and status = 'debounced' returning id, "createdAt"`,
    [fn.id, key, event.id],
  );
  if (!run) return false;
  const later = engine.clock.now().getTime() + durationMs(debounce.period);
  const latest = debounce.timeout ? run.createdAt.getTime() + durationMs(debounce.timeout) : later;
  const dueAt = new Date(Math.min(later, latest));
  db.send(`update jobs.item set "dueAt" = $2, rank = $2 where "runId" = $1 and kind = 'debounce'`, [
    run.id,
    dueAt,
  ]);
  return true;
}

function groupKey(fn: JobFunction, event: JobsEvent): string | null {
  const rule = fn.singleton ?? fn.debounce;
  if (!rule) return null;
  return rule.key ? (keyOf(rule.key, { event }) ?? "") : "";
}
