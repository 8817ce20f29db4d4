import { SECOND } from "@/lib/core/clock";
import { keepCrons } from "./cron";
import type { Engine } from "./engine";
import { readRegistration } from "./functions";
import { askForFunctions } from "./handler";
import { routeWaiting } from "./routing";

const SOONEST_MS = 100;
const LATEST_MS = 2 * SECOND;
const WORTH_A_LINE_MS = 10 * SECOND;

export type Registrar = {
  /** Asks until the handler answers; once at a time. */
  untilReady(): void;
  /** Asks once, now. Returns what was refused. Throws when the handler does not answer. */
  once(): Promise<string[]>;
  /** Asks again when the last answer is older than that. A handler that does not answer is no news. */
  refresh(olderThanMs: number): Promise<void>;
  stop(): void;
};

/** Learns the functions from the handler, at the start and whenever the handler was lost. */
export function startRegistrar(engine: Engine): Registrar {
  let isStopped = false;
  let isAsking = false;
  let answeredAt = 0;
  let timer: NodeJS.Timeout | undefined;

  async function once(): Promise<string[]> {
    const { functions, refusals } = readRegistration(await askForFunctions(engine.handler));
    const isNews = !sameKeys(functions, engine.functions);
    engine.functions = functions;
    answeredAt = Date.now();
    await keepCrons(engine, functions);
    await routeWaiting(engine);
    engine.isReady = true;
    engine.wake();
    if (isNews) engine.log.info("jobs.registered", { functions: functions.size });
    for (const refusal of isNews ? refusals : []) engine.log.error(refusal);
    return refusals;
  }

  async function ask(waitMs: number, since: number): Promise<void> {
    try {
      await once();
      isAsking = false;
    } catch (error) {
      if (isStopped) return;
      const isLong = Date.now() - since > WORTH_A_LINE_MS;
      if (isLong) engine.log.warn("jobs.handler_unreachable", { reason: String(error) });
      timer = setTimeout(ask, waitMs, Math.min(2 * waitMs, LATEST_MS), isLong ? Date.now() : since);
    }
  }

  return {
    once,
    untilReady() {
      if (isAsking || isStopped) return;
      isAsking = true;
      void ask(SOONEST_MS, Date.now());
    },
    async refresh(olderThanMs) {
      if (engine.isReady && Date.now() - answeredAt > olderThanMs) await once().catch(() => []);
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown> | null): boolean {
  return b !== null && a.size === b.size && [...a.keys()].every((key) => b.has(key));
}
