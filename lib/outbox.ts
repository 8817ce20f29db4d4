import type { Tx } from "@/lib/adapters/db/port";
import type { DomainEvent } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { Prisma } from "@/prisma/generated/client";

/**
 * The outbox: events are rows of the transaction that caused them, so a crash cannot lose one. The writer claims its own rows for a few
 * seconds and publishes them right after commit; whatever it did not finish is taken by somebody else (lib/relay.ts). Delivery is at
 * least once: browsers drop what they have by seq, jobs by event id.
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

/** How long a row is its writer's, or whoever's took it: longer than publishing takes, shorter than people wait when a writer died. */
export const CLAIM_SECONDS = 5;

/** Writes an event to the outbox of the open transaction. */
export async function enqueue(tx: OpenTransaction, event: DomainEvent): Promise<void> {
  await enqueueAll(tx, [event]);
}

/** Writes several events in one statement. */
export async function enqueueAll(tx: OpenTransaction, events: DomainEvent[]): Promise<void> {
  await write(tx, toOutboxRows(tx, events));
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
  await tx.db.$executeRaw`insert into "Outbox" (${OUTBOX_COLUMNS}) ${outboxValues(tx, rows)}`;
  tx.outbox.push(...rows);
}

export const OUTBOX_COLUMNS = Prisma.sql`"workspaceId", id, name, topics, payload, "isJob", "claimedUntil"`;

/** The rows as a select, for a statement that writes them along with what they are about. Then they belong into `tx.outbox`. */
export function outboxValues(tx: OpenTransaction, rows: OutboxRow[]): Prisma.Sql {
  return Prisma.sql`
    select ${tx.workspaceId}::uuid, id, name, topics, payload, "isJob", now() + make_interval(secs => ${CLAIM_SECONDS}::int)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as event (id uuid, name text, topics text[], payload jsonb, "isJob" boolean)`;
}

/** A row leaves one way: what goes to the browsers and starts a job is two. */
export function toOutboxRows(tx: OpenTransaction, events: DomainEvent[]): OutboxRow[] {
  // A job carries who caused it, so that each step can mint its ctx and check permission again as that actor.
  const caller = { workspace_id: tx.workspaceId, request_id: tx.requestId, actor: tx.actor };
  return events.flatMap(({ name, topics, payload, isJob }) => [
    ...(topics.length > 0 ? [{ id: newId(), name, topics, payload, isJob: false }] : []),
    ...(isJob ? [{ id: newId(), name, topics: [], payload: { ...payload, ...caller }, isJob: true }] : []),
  ]);
}
