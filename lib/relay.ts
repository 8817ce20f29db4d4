import { setTimeout as wait } from "node:timers/promises";
import type { DatabasePort, Tx } from "@/lib/adapters/db/port";
import type { JobsPort } from "@/lib/adapters/jobs/port";
import type { RealtimePort } from "@/lib/adapters/realtime/port";
import { isAppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { CLAIM_SECONDS, type OutboxRow } from "@/lib/outbox";

/** How rows leave the outbox of a workspace. */
export type Relay = Ways & { workspaceId: string };
type Ways = { database: DatabasePort; realtime: RealtimePort; jobs: JobsPort };

/** A row that was refused this often for its own sake is dead. */
const MOST_ATTEMPTS = 5;
const MOST_AT_ONCE = 100;

/** How many rows left, and whether one of the services was away. */
type Outcome = { left: number; isAway: boolean };

/**
 * Publishes rows and then forgets them. Failure leaves rows for whoever comes next; it is logged, never thrown. What goes to the browsers
 * does not wait for the jobs, nor the other way round.
 */
async function publishRows(relay: Relay, rows: OutboxRow[]): Promise<Outcome> {
  const [live, jobs] = await Promise.all([publishLive(relay, rows), startJobs(relay, rows)]);
  return { left: live.left + jobs.left, isAway: live.isAway || jobs.isAway };
}

/** The same for rows that were committed this moment: browsers hear at once, while jobs wait a moment for those of other writers. */
export async function publishCommitted(relay: Relay, rows: OutboxRow[]): Promise<{ isAway: boolean }> {
  const [live, jobs] = await Promise.all([publishLive(relay, rows), startJobsTogether(relay, rows)]);
  return { isAway: live.isAway || jobs.isAway };
}

function publishLive(relay: Relay, rows: OutboxRow[]): Promise<Outcome> {
  const live = rows.filter((row) => !row.isJob);
  return leave(relay, live, (some) => relay.realtime.publish(some));
}

function startJobs(relay: Relay, rows: OutboxRow[]): Promise<Outcome> {
  const jobs = rows.filter((row) => row.isJob);
  return leave(relay, jobs, (some) => relay.jobs.send(some));
}

const GATHER_MS = 50;
const gathering = new Map<string, { rows: OutboxRow[]; outcome: Promise<Outcome> }>();

/** What the writers of a workspace ask for within a moment goes in one request: a request for each would cost more than the send itself. */
function startJobsTogether(relay: Relay, rows: OutboxRow[]): Promise<Outcome> {
  const jobs = rows.filter((row) => row.isJob);
  if (jobs.length === 0) return Promise.resolve({ left: 0, isAway: false });
  const open = gathering.get(relay.workspaceId);
  if (open) {
    open.rows.push(...jobs);
    return open.outcome;
  }
  const outcome = wait(GATHER_MS).then(() => {
    gathering.delete(relay.workspaceId);
    return startJobs(relay, jobs);
  });
  gathering.set(relay.workspaceId, { rows: jobs, outcome });
  return outcome;
}

type Send = (rows: OutboxRow[]) => Promise<void>;

async function leave(relay: Relay, rows: OutboxRow[], send: Send): Promise<Outcome> {
  if (rows.length === 0) return { left: 0, isAway: false };
  try {
    await send(rows);
    forget(relay, rows);
    return { left: rows.length, isAway: false };
  } catch (error) {
    if (isAppError(error, "UNAVAILABLE")) return delay(relay, rows, error);
    const [only, ...others] = rows;
    if (only && others.length === 0) return refuse(relay, only, error);
    return leaveOneByOne(relay, rows, send); // one of them is the reason, and must not keep the others
  }
}

async function leaveOneByOne(relay: Relay, rows: OutboxRow[], send: Send): Promise<Outcome> {
  const total: Outcome = { left: 0, isAway: false };
  for (const row of rows) {
    const { left, isAway } = await leave(relay, [row], send);
    total.left += left;
    total.isAway ||= isAway;
  }
  return total;
}

/** The service is away: the rows stay as they are until their claim runs out. */
function delay(relay: Relay, rows: OutboxRow[], reason: unknown): Outcome {
  log.warn("outbox.delayed", {
    workspace_id: relay.workspaceId,
    rows: rows.length,
    reason: String(reason),
  });
  return { left: 0, isAway: true };
}

/** The row itself is refused: it is tried again later and later, a few times, and then it is dead. */
async function refuse(relay: Relay, row: OutboxRow, error: unknown): Promise<Outcome> {
  const about = { workspace_id: relay.workspaceId, event_id: row.id, event: row.name };
  const reason = String(error).slice(0, 500);
  try {
    const [refused] = await inWorkspace(
      relay,
      (db) => db.$queryRaw<{ isDead: boolean }[]>`
        update "Outbox" set attempts = attempts + 1, reason = ${reason},
          "deadAt" = case when attempts + 1 >= ${MOST_ATTEMPTS} then now() end,
          "claimedUntil" = now() + make_interval(secs => ${CLAIM_SECONDS} * 2 ^ attempts)
        where "workspaceId" = ${relay.workspaceId}::uuid and id = ${row.id}::uuid
        returning "deadAt" is not null as "isDead"`,
    );
    if (refused?.isDead) log.error("outbox.dead_letter", about, error);
    else log.warn("outbox.refused", { ...about, reason });
  } catch (cause) {
    log.warn("outbox.refused", { ...about, reason: `${reason} (${cause})` });
  }
  return { left: 0, isAway: false };
}

const draining = new Set<string>();

/**
 * Publishes the rows of a workspace whose writer died or could not, oldest first, batch after batch, until none is left or a service is
 * away. The first batch is a single row: it finds out whether the service is back, and a row that is itself the reason why it fell
 * keeps nobody else, as the next call begins behind it. Returns how many left.
 */
export async function publishStragglers(relay: Relay): Promise<number> {
  if (draining.has(relay.workspaceId)) return 0;
  draining.add(relay.workspaceId);
  try {
    let total = 0;
    for (let size = 1; ; size = Math.min(2 * size, MOST_AT_ONCE)) {
      const rows = await claim(relay, size);
      if (rows.length === 0) return total;
      const { left, isAway } = await publishRows(relay, rows);
      total += left;
      if (isAway) return total;
    }
  } finally {
    draining.delete(relay.workspaceId);
  }
}

/** Rows are chosen in a step of their own: inside of the update's condition, some plans would choose again for each row and take more. */
function claim(relay: Relay, limit: number): Promise<OutboxRow[]> {
  return inWorkspace(
    relay,
    (db) => db.$queryRaw<OutboxRow[]>`
      with waiting as materialized (
        select id from "Outbox"
        where "workspaceId" = ${relay.workspaceId}::uuid and "claimedUntil" < now() and "deadAt" is null
        order by "createdAt", id limit ${limit} for update skip locked
      ), claimed as (
        update "Outbox" set "claimedUntil" = now() + make_interval(secs => ${CLAIM_SECONDS})
        where "workspaceId" = ${relay.workspaceId}::uuid and id in (select id from waiting)
        returning id, name, topics, payload, "isJob", "createdAt"
      )
      select id, name, topics, payload, "isJob" from claimed order by "createdAt", id`,
  );
}

const FORGET_AFTER_MS = 250;
const published = new Map<string, string[]>();
const forgetting = new Set<Promise<void>>();

/** Deletes what has left, many senders' rows in one transaction. What a crash leaves is published once more, which does no harm. */
function forget(relay: Relay, rows: OutboxRow[]): void {
  const ids = rows.map((row) => row.id);
  const waiting = published.get(relay.workspaceId);
  if (waiting) return void waiting.push(...ids);
  published.set(relay.workspaceId, ids);
  const done = wait(FORGET_AFTER_MS, undefined, { ref: false })
    .then(() => deletePublished(relay))
    .finally(() => forgetting.delete(done));
  forgetting.add(done);
}

/** Resolves when the rows that have left are deleted: a hosted function must not be frozen before, or each would be published again. */
export async function whatIsForgotten(): Promise<void> {
  await Promise.all(forgetting);
}

async function deletePublished(relay: Relay): Promise<void> {
  const ids = published.get(relay.workspaceId) ?? [];
  published.delete(relay.workspaceId);
  await inWorkspace(relay, (db) => db.outbox.deleteMany({ where: { id: { in: ids } } })).catch(
    (error: unknown) => log.warn("outbox.delayed", { rows: ids.length, reason: String(error) }),
  );
}

const SWEEP_EVERY_MS = 2_000;
const WORKSPACES_A_SWEEP = 100;

/**
 * Looks every other second in which workspaces rows wait, and publishes them: for processes that live long. Where there are none
 * (hosted functions), the next write's nudge and a cron do it. Call the returned function to stop.
 */
export function startSweeping(ways: Ways): () => void {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const later = () => {
    if (!isStopped) timer = setTimeout(look, SWEEP_EVERY_MS).unref();
  };
  const look = () =>
    void sweep(ways)
      .catch((error: unknown) => log.debug("outbox.not_swept", { reason: String(error) }))
      .finally(later);
  later();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

async function sweep(ways: Ways): Promise<void> {
  const waiting = await ways.database.inTransaction(
    { role: "app_identity" },
    (db) => db.$queryRaw<{ workspaceId: string }[]>`
      select distinct "workspaceId" from "Outbox" where "claimedUntil" < now() and "deadAt" is null
      limit ${WORKSPACES_A_SWEEP}`,
  );
  for (const { workspaceId } of waiting) await publishStragglers({ ...ways, workspaceId });
}

function inWorkspace<T>(relay: Relay, work: (db: Tx) => Promise<T>): Promise<T> {
  const { database, workspaceId } = relay;
  // What a crash forgets of claims and deletions is published once more.
  return database.inTransaction({ role: "app_user", workspaceId, isDurable: false }, work);
}
