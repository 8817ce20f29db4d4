import { hostname } from "node:os";
import { SECOND } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import type { Engine } from "./engine";
import type { ItemKind, Lease } from "./items";
import type { Store, Tx } from "./store";

/** Something that is due, leased to this process. */
export type Claimed = {
  key: string;
  kind: ItemKind;
  runId: string | null;
  stepId: string | null;
  attempt: number;
  dueAt: Date;
  lease: string;
};

type Candidate = { key: string; keys: string[]; limits: number[]; running: number[] };

/** Longer than a heartbeat may be late, shorter than people wait when a machine died. */
const LEASE_MS = 15 * SECOND;
export const HEARTBEAT_MS = 5 * SECOND;

const ours = new Set<string>();

/** Names an executor in its leases, so that the next one on this machine can tell that it is gone. */
export function ownerName(): string {
  const owner = `${hostname()}|${process.pid}|${newId()}`;
  ours.add(owner);
  return owner;
}

type Claiming = {
  owner: string;
  slots: number;
  /** Items that this process is still at, even if their lease ran out while the database was away. */
  open: string[];
};

/**
 * Leases what is due, by rank, as far as slots and concurrency limits allow. Limits count calls that are executing, over all
 * executors of the database; the one lock makes counting and claiming a single act, which a lock per key would only do as well.
 */
export async function claim(
  engine: Engine,
  { owner, slots, open }: Claiming,
): Promise<{ items: Claimed[]; hasMore: boolean }> {
  const now = engine.clock.now();
  return engine.store.transaction(async (db) => {
    db.send("select pg_advisory_xact_lock(hashtext('jobs.claim'))");
    const candidates = await db.query<Candidate>(
      `with busy as (
         select held.key, count(*)::int as running from jobs.item i, unnest(i.keys) as held (key)
         where i.lease is not null and i."leasedUntil" > $1 group by held.key
       )
       select i.key, i.keys, i.limits,
         array(select coalesce(busy.running, 0) from unnest(i.keys) with ordinality as own (key, place)
               left join busy using (key) order by own.place) as running
       from jobs.item i
       where i."dueAt" <= $1 and i."leasedUntil" <= $1 and i.key <> all ($3) and not exists (
         select 1 from unnest(i.keys, i.limits) as own (key, most) join busy using (key) where busy.running >= own.most
       )
       order by i.rank, i.key limit $2
       for update of i skip locked`,
      [now, slots, open],
    );
    const chosen = withinLimits(candidates);
    const items = chosen.length > 0 ? await lease(db, chosen, newLease(engine, owner)) : [];
    // Candidates that limits left out were hiding others behind them.
    return { items, hasMore: candidates.length === slots || chosen.length < candidates.length };
  });
}

/** Two candidates of the same key may both fit alone and not together. */
function withinLimits(candidates: Candidate[]): string[] {
  const taken = new Map<string, number>();
  return candidates.flatMap(({ key: item, keys, limits, running }) => {
    const fits = keys.every((key, i) => (running[i] ?? 0) + (taken.get(key) ?? 0) < (limits[i] ?? 0));
    if (!fits) return [];
    for (const key of keys) taken.set(key, (taken.get(key) ?? 0) + 1);
    return [item];
  });
}

async function lease(db: Tx, items: string[], { owner, lease, until }: Lease): Promise<Claimed[]> {
  return db.query<Claimed>(
    `update jobs.item set owner = $2, lease = $3, "leasedUntil" = $4 where key = any($1)
     returning key, kind, "runId", "stepId", attempt, "dueAt", lease`,
    [items, owner, lease, until],
  );
}

/** A lease for what an owner is about to do. */
export function newLease(engine: Engine, owner: string): Lease {
  return { owner, lease: newId(), until: new Date(engine.clock.now().getTime() + LEASE_MS) };
}

/** Prolongs the leases of open calls. What is locked is being settled this moment and needs no more lease. */
export async function beat(engine: Engine, open: Claimed[]): Promise<void> {
  await engine.store.query(
    `update jobs.item set "leasedUntil" = $2 where key in (
       select key from jobs.item where key = any($1) and lease = any($3) for update skip locked
     )`,
    [
      open.map(({ key }) => key),
      new Date(engine.clock.now().getTime() + LEASE_MS),
      open.map(({ lease }) => lease),
    ],
  );
}

/** Gives items back as they were claimed, to be taken at once by whoever is there. */
export async function release(store: Store, items: Claimed[]): Promise<void> {
  await store.query(
    `update jobs.item set lease = null, "leasedUntil" = '-infinity' where key = any($1) and lease = any($2)`,
    [items.map(({ key }) => key), items.map(({ lease }) => lease)],
  );
}

/** Ends the leases of processes of this machine that are gone, so that a restart resumes at once and not when they expire. */
export async function releaseDead(store: Store): Promise<void> {
  const owners = await store.query<{ owner: string }>(
    `select distinct owner from jobs.item where lease is not null and owner is not null`,
  );
  const dead = owners.map(({ owner }) => owner).filter(isGone);
  if (dead.length === 0) return;
  await store.query(`update jobs.item set lease = null, "leasedUntil" = '-infinity' where owner = any($1)`, [
    dead,
  ]);
}

type Ahead = { dueAt: Date | null; hasUnrouted: boolean };

/** When the next item is due (what is leased comes back by the poll), and whether runs have announced something meanwhile. */
export async function lookAhead(engine: Engine, open: string[]): Promise<Ahead> {
  const [ahead] = await engine.store.query<Ahead>(
    `select exists (select 1 from jobs.event where not "isRouted") as "hasUnrouted",
       (select min("dueAt") from jobs.item where "leasedUntil" <= $1 and key <> all ($2)) as "dueAt"`,
    [engine.clock.now(), open],
  );
  return ahead ?? { dueAt: null, hasUnrouted: false };
}

/** A process of this machine that does not exist any more. Our own number may have been somebody's before us, as in a restarted container. */
function isGone(owner: string): boolean {
  const [host, pid] = owner.split("|");
  if (host !== hostname() || ours.has(owner)) return false;
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}
