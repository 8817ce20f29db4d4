import { type Clock, SECOND, systemClock } from "@/lib/core/clock";
import { AppError } from "@/lib/core/errors";

/** `open`: refused at once. `half-open`: the waiting time is over, and one trial at a time may pass. */
type BreakerState = "closed" | "open" | "half-open";

/** What health shows of a breaker. */
type BreakerStatus = {
  name: string;
  state: BreakerState;
  consecutiveFailures: number;
  retryAfterSeconds: number;
};

/** One call that was let through. Whoever took it says once how it went; `abandon` (a person pressed stop) proves nothing. */
export type Passage = { succeed(): void; fail(): void; abandon(): void };

export type Breaker = {
  /** Runs the work, or throws UNAVAILABLE without trying. What `work` throws counts as a failure unless `isFailure` says no. */
  run<T>(work: () => Promise<T>, isFailure?: (error: unknown) => boolean): Promise<T>;
  /** For calls whose outcome is known later, such as streams. Throws UNAVAILABLE. */
  enter(): Passage;
  status(): BreakerStatus;
};

export type BreakerRules = { clock: Clock; failures: number; openMs: number };
export type Breakers = { breaker(name: string): Breaker; statuses(): BreakerStatus[] };

/** A set of breakers by name. One opens after `failures` consecutive failures, for `openMs`; then a single success closes it. */
export function createBreakers(rules: Partial<BreakerRules> = {}): Breakers {
  const { clock = systemClock, failures = 5, openMs = 30 * SECOND } = rules;
  const byName = new Map<string, Breaker>();
  return {
    breaker(name) {
      const known = byName.get(name) ?? createBreaker(name, { clock, failures, openMs });
      byName.set(name, known);
      return known;
    },
    statuses: () => [...byName.values()].map((breaker) => breaker.status()),
  };
}

declare global {
  var parleyBreakers: Breakers | undefined;
}

/** The breakers of this process. Route bundles and instrumentation are separate module graphs, hence globalThis. */
export function processBreakers(): Breakers {
  globalThis.parleyBreakers ??= createBreakers();
  return globalThis.parleyBreakers;
}

/** The breaker of one provider in this process: `breaker("openai").run(...)`. */
export function breaker(name: string): Breaker {
  return processBreakers().breaker(name);
}

function createBreaker(name: string, { clock, failures, openMs }: BreakerRules): Breaker {
  let consecutiveFailures = 0;
  let openedAt: number | null = null;
  let trial = false;

  const waitMs = () => (openedAt === null ? 0 : Math.max(0, openedAt + openMs - clock.now().getTime()));
  const state = (): BreakerState => (openedAt === null ? "closed" : waitMs() > 0 ? "open" : "half-open");

  function enter(): Passage {
    if (state() === "open" || (state() === "half-open" && trial)) throw unavailable(name, waitMs());
    const isTrial = openedAt !== null;
    if (isTrial) trial = true;
    let settled = false;
    const settle = (outcome: () => void) => () => {
      if (settled) return;
      settled = true;
      if (isTrial) trial = false;
      outcome();
    };
    return {
      succeed: settle(() => {
        // A call that began before the breaker opened says nothing about now.
        if (openedAt !== null && !isTrial) return;
        consecutiveFailures = 0;
        openedAt = null;
      }),
      fail: settle(() => {
        consecutiveFailures += 1;
        if (isTrial || consecutiveFailures >= failures) openedAt = clock.now().getTime();
      }),
      abandon: settle(() => {}),
    };
  }

  return {
    enter,
    async run(work, isFailure = () => true) {
      const passage = enter();
      try {
        const result = await work();
        passage.succeed();
        return result;
      } catch (error) {
        if (isFailure(error)) passage.fail();
        else passage.abandon();
        throw error;
      }
    },
    status: () => ({
      name,
      state: state(),
      consecutiveFailures,
      retryAfterSeconds: Math.ceil(waitMs() / SECOND),
    }),
  };
}

function unavailable(name: string, waitMs: number): AppError {
  return new AppError("UNAVAILABLE", `${name} is not answering right now.`, {
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / SECOND)),
  });
}
