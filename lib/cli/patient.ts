import type { DatabasePort } from "@/lib/adapters/db/port";
import { AppError } from "@/lib/core/errors";

const TRIES = 6;
const WAIT_MS = 1_000;

/**
 * A database for work that nobody waits for on a page: a transaction that found no turn within its two seconds is tried again, at most six
 * times with 15 s of waiting in all. A machine is busiest on its first run, and a visitor's limit would end that run.
 */
export function patient(database: DatabasePort, waitMs = WAIT_MS): DatabasePort {
  return {
    ...database,
    async inTransaction(options, work) {
      for (let tried = 1; ; tried++) {
        try {
          return await database.inTransaction(options, work);
        } catch (error) {
          const isBusy = error instanceof AppError && error.code === "UNAVAILABLE";
          if (!isBusy || tried === TRIES) throw error;
          await new Promise((resolve) => setTimeout(resolve, waitMs * tried));
        }
      }
    },
  };
}
