import { SECOND } from "@/lib/core/clock";
import { beat, type Claimed, claim, HEARTBEAT_MS, lookAhead, ownerName, release } from "./claim";
import type { Engine } from "./engine";
import { type Open, perform } from "./perform";
import { routeWaiting } from "./routing";

/** What keeps the executor going: a turn claims what is due and starts it, and knows when the next turn is. */
export type Turns = {
  wake(): void;
  /** Starts nothing more, waits for open calls that long, and gives the rest back. */
  stop(graceMs: number): Promise<void>;
};

/** Every commit of this process wakes a turn; the poll is for what others did, for expired leases, and for clocks that jump. */
const POLL_MS = SECOND;

export function startTurns(engine: Engine, slots: number): Turns {
  const owner = ownerName();
  const open = new Map<Open, Promise<void>>();
  let turning: Promise<void> | null = null;
  let isWoken = false;
  let isStopped = false;
  let isFailing = false;
  let timer: NodeJS.Timeout | undefined;
  let heartbeat: NodeJS.Timeout | undefined;

  const chaining = { owner, isAllowed: () => open.size < slots && engine.isReady && !isStopped };

  function wake(): void {
    isWoken = true;
    if (isStopped || turning) return;
    clearTimeout(timer);
    turning = turn().finally(() => {
      turning = null;
      if (isWoken) wake();
    });
  }

  /** The idle poll looks, and claims only when there is something to claim: one small query a second. */
  function poll(): void {
    lookAhead(engine, openKeys()).then(
      ({ dueAt, hasUnrouted }) => {
        const waitMs = hasUnrouted ? 0 : msUntil(dueAt);
        if (waitMs === 0) wake();
        else if (!turning) pollIn(waitMs);
      },
      () => wake(), // which fails too, and says so
    );
  }

  function pollIn(ms: number): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(poll, ms);
  }

  async function turn(): Promise<void> {
    let delayMs = POLL_MS;
    while (isWoken && !isStopped) {
      isWoken = false;
      try {
        delayMs = await takeWhatIsDue();
        isFailing = false;
      } catch (error) {
        // One line for an outage, not one for each poll.
        if (!isFailing) engine.log.warn("jobs.turn_failed", { reason: String(error) });
        isFailing = true;
        delayMs = POLL_MS;
      }
    }
    pollIn(delayMs);
  }

  /** Milliseconds until there is more to do. */
  async function takeWhatIsDue(): Promise<number> {
    if (!engine.isReady) return POLL_MS;
    const startedAt = engine.clock.now();
    let hasMore = true;
    while (hasMore && open.size < slots && !isStopped) {
      const batch = await claim(engine, { owner, slots: slots - open.size, open: openKeys() });
      for (const item of batch.items) start(item);
      hasMore = batch.hasMore;
    }
    const { dueAt, hasUnrouted } = await lookAhead(engine, openKeys());
    if (hasUnrouted) {
      await routeWaiting(engine);
      return 0;
    }
    // What is due and was not claimed waits for a slot or a limit, and whoever frees it wakes us.
    return dueAt && dueAt <= startedAt ? POLL_MS : msUntil(dueAt);
  }

  function msUntil(dueAt: Date | null): number {
    if (!dueAt) return POLL_MS;
    return Math.max(0, Math.min(POLL_MS, dueAt.getTime() - engine.clock.now().getTime()));
  }

  function start(item: Claimed): void {
    const entry: Open = { item };
    const done = perform(engine, entry, chaining)
      .catch((error: unknown) => {
        if (!isStopped) engine.log.warn("jobs.item_failed", { item: entry.item.key, reason: String(error) });
      })
      .finally(() => {
        open.delete(entry);
        if (open.size === 0) clearInterval(heartbeat);
        wake();
      });
    if (open.size === 0) heartbeat = setInterval(keepLeases, HEARTBEAT_MS);
    open.set(entry, done);
  }

  function keepLeases(): void {
    beat(engine, openItems()).catch((error: unknown) => {
      engine.log.warn("jobs.heartbeat_failed", { reason: String(error) });
    });
  }

  const openItems = () => [...open.keys()].map(({ item }) => item);
  const openKeys = () => openItems().map(({ key }) => key);

  async function stop(graceMs: number): Promise<void> {
    isStopped = true;
    clearTimeout(timer);
    await turning;
    const finished = Promise.allSettled(open.values());
    let grace: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
      grace = setTimeout(resolve, graceMs);
    });
    await Promise.race([finished, over]);
    clearTimeout(grace);
    clearInterval(heartbeat);
    if (open.size > 0) await release(engine.store, openItems()).catch(() => undefined);
  }

  return { wake, stop };
}
