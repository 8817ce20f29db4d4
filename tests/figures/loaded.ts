import { afterEach } from "vitest";
import { type Loaded, load } from "@/tests/bench/retrieval/ask";
import type { RetrievalSet } from "@/tests/bench/retrieval/sets";
import { type Cast, cast } from "@/tests/support/cast";

/** The questions whose article was deleted are every second, as in the README's table. */
export const EVERY_SECOND = 2;

export const LONG = { timeout: 600_000 };

let all: Cast | null = null;
afterEach(async () => {
  await all?.db.drop();
  all = null;
});

/** A set of questions in a workspace of its own, until the test ends. */
export async function loaded(set: RetrievalSet): Promise<Loaded> {
  all = await cast();
  return load({ ctx: all.ctxOf(all.ana), memberId: all.ana.memberId, id: all.acme.id }, set);
}
