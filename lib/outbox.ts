import type { Tx } from "@/lib/adapters/db/port";
import type { DomainEvent } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";

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
  if (events.length === 0) return;
  const rows = events.flatMap((event) => toRows(tx, event));
  await tx.db.$executeRaw`
    insert into "Outbox" ("workspaceId", id, name, topics, payload, "isJob", "claimedUntil")
    select ${tx.workspaceId}::uuid, id, name, topics, payload, "isJob", now() + make_interval(secs => ${CLAIM_SECONDS})
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as event (id uuid, name text, topics text[], payload jsonb, "isJob" boolean)`;
  tx.outbox.push(...rows);
}

/** A row leaves one way: what goes to the browsers and starts a job is two. */
function toRows(tx: OpenTransaction, event: DomainEvent): OutboxRow[] {
  const { name, topics, payload } = event;
  const live = { id: newId(), name, topics, payload, isJob: false };
  // A job carries who caused it, so that each step can mint its ctx and check permission again as that actor.
  const caller = { workspace_id: tx.workspaceId, request_id: tx.requestId, actor: tx.actor };
  const job = { id: newId(), name, topics: [], payload: { ...payload, ...caller }, isJob: true };
  return [...(topics.length > 0 ? [live] : []), ...(event.isJob ? [job] : [])];
}
