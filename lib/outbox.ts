import type { DatabasePort, Tx } from "@/lib/adapters/db/port";
import type { JobsPort } from "@/lib/adapters/jobs/port";
import type { RealtimePort } from "@/lib/adapters/realtime/port";
import type { DomainEvent } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";

/**
 * The outbox: events are rows of the transaction that caused them, so a crash cannot lose one. The writer claims its own rows
 * for a few seconds and publishes them right after commit; whatever it did not finish is taken by the next writer or the sweeper.
 * Delivery is at least once: browsers drop what they have by seq, jobs by event id.
 */
export type OutboxRow = {
  id: string;
  name: string;
  topics: string[];
  payload: Record<string, unknown>;
  isJob: boolean;
};

type OpenTransaction = {
  db: Tx;
  workspaceId: string;
  requestId: string;
  actor: unknown;
  outbox: OutboxRow[];
};

type Relay = { database: DatabasePort; realtime: RealtimePort; jobs: JobsPort; workspaceId: string };

const CLAIM_SECONDS = 10;
const STRAGGLERS = 20;

/** Writes an event to the outbox of the open transaction. */
export async function enqueue(tx: OpenTransaction, event: DomainEvent): Promise<void> {
  await enqueueAll(tx, [event]);
}

/** Writes several events in one statement. */
export async function enqueueAll(tx: OpenTransaction, events: DomainEvent[]): Promise<void> {
  await write(
    tx,
    events.map((event) => ({ id: newId(), ...event, payload: addressed(tx, event) })),
  );
}

/** Starts a job again with the payload that it had, its caller included: never in another workspace than this one. */
export async function enqueueAgain(
  tx: OpenTransaction,
  name: string,
  payload: Record<string, unknown>,
): Promise<void> {
  const own = { ...payload, workspace_id: tx.workspaceId };
  await write(tx, [{ id: newId(), name, topics: [], payload: own, isJob: true }]);
}

async function write(tx: OpenTransaction, rows: OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  const claimedUntil = new Date(Date.now() + CLAIM_SECONDS * 1000);
  await tx.db.outbox.createMany({
    data: rows.map((row) => ({
      id: row.id,
      workspaceId: tx.workspaceId,
      name: row.name,
      topics: row.topics,
      payload: row.payload as object,
      isJob: row.isJob,
      claimedUntil,
    })),
  });
  tx.outbox.push(...rows);
}

/** A job carries who caused it, so that each step can mint its ctx and check permission again as that actor. */
function addressed(tx: OpenTransaction, event: DomainEvent): Record<string, unknown> {
  if (!event.isJob) return event.payload;
  return { ...event.payload, workspace_id: tx.workspaceId, request_id: tx.requestId, actor: tx.actor };
}

/** Publishes committed rows and then forgets them. Failure leaves them for the sweeper; it is logged, never thrown. */
export async function publishRows(relay: Relay, rows: OutboxRow[]): Promise<void> {
  try {
    const live = rows.filter((row) => row.topics.length > 0);
    const jobs = rows.filter((row) => row.isJob);
    await Promise.all([
      live.length > 0 ? relay.realtime.publish(live) : undefined,
      jobs.length > 0 ? relay.jobs.send(jobs) : undefined,
    ]);
    await relay.database.inTransaction({ role: "app_user", workspaceId: relay.workspaceId }, (db) =>
      db.outbox.deleteMany({ where: { id: { in: rows.map((row) => row.id) } } }),
    );
  } catch (error) {
    log.warn("outbox.delayed", { workspace_id: relay.workspaceId, rows: rows.length, reason: String(error) });
  }
}

/** Takes rows whose writer died or could not publish, oldest first, and publishes them. Returns how many it took. */
export async function publishStragglers(relay: Relay, limit: number = STRAGGLERS): Promise<number> {
  const rows = await relay.database.inTransaction(
    { role: "app_user", workspaceId: relay.workspaceId },
    (db) => db.$queryRaw<OutboxRow[]>`
      update "Outbox" set "claimedUntil" = now() + make_interval(secs => ${CLAIM_SECONDS}), attempts = attempts + 1
      where id in (
        select id from "Outbox"
        where "workspaceId" = ${relay.workspaceId}::uuid and "claimedUntil" < now()
        order by "createdAt" limit ${limit} for update skip locked
      )
      returning id, name, topics, payload, "isJob"`,
  );
  if (rows.length > 0) await publishRows(relay, rows);
  return rows.length;
}
