import { setTimeout as wait } from "node:timers/promises";
import { seeded } from "./chance";
import type { Transport } from "./person";

/** The share of requests, from 0 to 1, to which each thing happens. */
export type Losses = {
  /** It never reaches the server. */
  before: number;
  /** The server does it, and nobody hears of it. */
  after: number;
  /** The page gives up, and the request arrives all the same, when others have overtaken it. */
  late: number;
  /** It arrives twice, the second time when others have overtaken it. */
  doubled: number;
  /** It takes its time. */
  slow: number;
};

export type LossyCounts = Losses & { passed: number };

const LONGEST_MS = 400;

/** A bad line: what a page asks is lost, doubled and delayed. The same seed and the same requests give the same fate. */
export function lossy(transport: Transport, losses: Losses, seed: number) {
  const random = seeded(seed);
  const counts: LossyCounts = { before: 0, after: 0, late: 0, doubled: 0, slow: 0, passed: 0 };
  const stray = new Set<Promise<unknown>>();

  function arriveLater(path: string, init: RequestInit | undefined): void {
    const arrival = wait(random() * LONGEST_MS)
      .then(() => transport(path, init))
      .then((response) => response.arrayBuffer())
      .catch(() => undefined);
    stray.add(arrival);
    void arrival.finally(() => stray.delete(arrival));
  }

  const send: Transport = async (path, init) => {
    const fate = drawn(losses, random());
    counts[fate] += 1;
    if (fate === "slow") await wait(random() * LONGEST_MS);
    if (fate === "late" || fate === "doubled") arriveLater(path, init);
    if (fate === "before" || fate === "late") throw new TypeError("fetch failed");
    const response = await transport(path, init);
    if (fate !== "after") return response;
    await response.arrayBuffer();
    throw new TypeError("fetch failed");
  };
  return {
    fetch: send,
    counts,
    /** Resolves when everything that is still on its way has arrived. */
    arrived: async () => {
      while (stray.size > 0) await Promise.all(stray);
    },
  };
}

function drawn(losses: Losses, chance: number): keyof LossyCounts {
  let sum = 0;
  for (const fate of ["before", "after", "late", "doubled", "slow"] as const) {
    sum += losses[fate];
    if (chance < sum) return fate;
  }
  return "passed";
}
