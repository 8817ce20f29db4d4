import { SECOND } from "@/lib/core/clock";
import type { Tx } from "./store";

export type ItemKind = "call" | "sleep" | "timeout" | "debounce" | "cron";

/** What an item takes from its run: its place in the queue, and what it counts against. */
export type ItemOwner = { id: string; keys: string[]; limits: number[]; prioritySeconds: number };

/** Who is to do an item that is enqueued for themselves. */
export type Lease = { owner: string; lease: string; until: Date };

export type NewItem = { key: string; kind: ItemKind; stepId?: string; dueAt: Date; attempt?: number };

/** Enqueues something for a run. The key is unique within the run: the same follow-up enqueued twice is there once. */
export function addItem(db: Tx, run: ItemOwner, item: NewItem, lease?: Lease): void {
  // Only calls of the handler count against a concurrency limit: a sleeping run holds no slot.
  const isCall = item.kind === "call";
  db.send(
    `insert into jobs.item (key, kind, "runId", "stepId", attempt, "dueAt", rank, keys, limits, owner, lease, "leasedUntil")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce($12, '-infinity'::timestamptz)) on conflict (key) do nothing`,
    [
      itemKey(run.id, item.key),
      item.kind,
      run.id,
      item.stepId ?? null,
      item.attempt ?? 0,
      item.dueAt,
      new Date(item.dueAt.getTime() - run.prioritySeconds * SECOND),
      isCall ? run.keys : [],
      isCall ? run.limits : [],
      lease?.owner ?? null,
      lease?.lease ?? null,
      lease?.until ?? null,
    ],
  );
}

export function itemKey(runId: string, key: string): string {
  return `${runId}:${key}`;
}
