import { expect, test } from "vitest";
import type { DatabasePort, Tx } from "@/lib/adapters/db/port";
import { AppError } from "@/lib/core/errors";
import { patient } from "./patient";

const busy = new AppError("UNAVAILABLE", "No turn in time.", { retryAfterSeconds: 1 });

/** A database that refuses with each of these errors once, then lets the work through. */
function refusing(errors: Error[]): DatabasePort & { asked: () => number } {
  let asked = 0;
  return {
    inTransaction: async (_options, work) => {
      const error = errors[asked++];
      if (error) throw error;
      return work({} as Tx); // nothing here asks it
    },
    assume: async () => undefined,
    ping: async () => undefined,
    close: async () => undefined,
    asked: () => asked,
  };
}

const run = (database: DatabasePort) =>
  patient(database, 0).inTransaction({ role: "app_identity" }, async () => "done");

test("what found no turn is tried again", async () => {
  const database = refusing([busy, busy, busy]);
  expect(await run(database)).toBe("done");
  expect(database.asked()).toBe(4);
});

test("it gives up in the end, and at once where waiting changes nothing", async () => {
  const down = refusing(Array.from({ length: 20 }, () => busy));
  await expect(run(down)).rejects.toBe(busy);
  expect(down.asked()).toBe(6);

  const wrong = new AppError("INVALID", "Not like this.");
  const refused = refusing([wrong]);
  await expect(run(refused)).rejects.toBe(wrong);
  expect(refused.asked()).toBe(1);
});
