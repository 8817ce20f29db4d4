import { type Clock, SECOND, systemClock } from "@/lib/core/clock";
import { releaseDead } from "./claim";
import type { Engine, Log } from "./engine";
import { serveEvents } from "./http";
import { PURGE_EVERY_MS, purge } from "./purge";
import { startRegistrar } from "./registration";
import { takeEvents } from "./routing";
import { openStore } from "./store";
import { startTurns } from "./turns";
import { openWire } from "./wire";

export type ExecutorOptions = {
  /** A role that may create the schema `jobs`: the direct, administrative address. */
  databaseUrl: string;
  /** The worker's `/api/inngest`. It need not be up yet. */
  handlerUrl: string;
  /** `signkey-<any>-<hex>`, the same as the handler's INNGEST_SIGNING_KEY. */
  signingKey: string;
  /** What senders put in `/e/<key>`. */
  eventKey: string;
  /** Where events are taken, on loopback; any free port unless told. */
  port?: number;
  log: Log;
  clock?: Clock;
  /** Calls at a time; 32 unless told. */
  slots?: number;
  /** Multiplies the hosted backoff; 1 unless told. */
  backoffScale?: number;
  /** While functions are being edited: they are asked for again before an event when the last answer is older than that. */
  refreshMs?: number | undefined;
};

export type Executor = {
  /** What the application's `INNGEST_BASE_URL` is set to. */
  eventUrl: string;
  /** Asks the handler for its functions again, as when they were edited. Returns a sentence for each that is refused. */
  register(): Promise<string[]>;
  /** Takes no more events, lets open calls end for a few seconds, and gives back the rest: they are run again at the next start. */
  stop(): Promise<void>;
};

const SLOTS = 32;
const GRACE_MS = 8 * SECOND;

/**
 * Starts the durable executor: a stand-in for Inngest on one machine. It keeps events, runs, steps and everything due in PostgreSQL
 * and drives the application's own Inngest handler over signed HTTP, so that the same functions run here and hosted.
 */
export async function startExecutor(options: ExecutorOptions): Promise<Executor> {
  const { log, clock = systemClock } = options;
  const store = await openStore(options.databaseUrl, log);
  const wire = openWire();
  const engine: Engine = {
    store,
    clock,
    log,
    handler: { wire, url: options.handlerUrl, signingKey: options.signingKey },
    backoffScale: options.backoffScale ?? 1,
    functions: null,
    isReady: false,
    wake: () => turns.wake(),
    handlerLost(reason) {
      if (engine.isReady) log.info("jobs.handler_lost", { reason });
      engine.isReady = false;
      registrar.untilReady();
    },
  };
  const turns = startTurns(engine, options.slots ?? SLOTS);
  const registrar = startRegistrar(engine);
  const purging = setInterval(() => void tidy(engine), PURGE_EVERY_MS);

  await releaseDead(store);
  const server = await serveEvents({
    eventKey: options.eventKey,
    port: options.port ?? 0,
    now: () => clock.now(),
    take: async (events) => {
      if (options.refreshMs !== undefined) await registrar.refresh(options.refreshMs);
      await takeEvents(engine, events);
    },
  });
  registrar.untilReady();
  turns.wake();
  void tidy(engine);

  return {
    eventUrl: server.url,
    register: () => registrar.once(),
    async stop() {
      clearInterval(purging);
      registrar.stop();
      await server.close();
      await turns.stop(GRACE_MS);
      wire.close();
      await store.close();
    },
  };
}

async function tidy(engine: Engine): Promise<void> {
  await purge(engine).catch((error: unknown) =>
    engine.log.warn("jobs.purge_failed", { reason: String(error) }),
  );
}
