import type { Clock } from "@/lib/core/clock";
import type { log } from "@/lib/core/log";
import type { JobFunction } from "./functions";
import type { Handler } from "./handler";
import type { Store } from "./store";

export type Log = Pick<typeof log, "debug" | "info" | "warn" | "error">;

/** What the parts of the executor share. */
export type Engine = {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly handler: Handler;
  /** Multiplies every backoff; 1 is the hosted table. */
  readonly backoffScale: number;
  /** The functions of the last registration, by id; null until the handler has answered once. */
  functions: ReadonlyMap<string, JobFunction> | null;
  /** The handler is there and has registered: it may be called. */
  isReady: boolean;
  /** Something was committed that may be due. */
  wake(): void;
  /** The handler did not answer: nothing is called until it has registered again. */
  handlerLost(reason: string): void;
};
