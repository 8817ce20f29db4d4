import { ports } from "@/lib/adapters/index";
import { SECOND } from "@/lib/core/clock";
import packageJson from "@/package.json" with { type: "json" };

const PARTS = ["database", "realtime", "jobs", "blob", "mail"] as const;
type Part = (typeof PARTS)[number];

type Result = { status: "ok" | "failing"; at: number };
type Results = Record<Part, Result>;

export type Health = {
  /** `down` only without the database; without another part Parley goes on, with delays. */
  status: "ok" | "degraded" | "down";
  version: string;
  checks: Record<Part, { status: Result["status"]; age_ms: number }>;
};

const FRESH_MS = 10 * SECOND;
const PROBE_EVERY_MS = 5 * SECOND;
const PROBE_MS = 2 * SECOND;
/** Probing goes on in the background this long after somebody asked: a database that sleeps when idle may then sleep. */
const INTEREST_MS = 60 * SECOND;

const state: {
  results: Promise<Results> | null;
  startedAt: number;
  askedAt: number;
  timer: NodeJS.Timeout | null;
} = {
  results: null,
  startedAt: 0,
  askedAt: 0,
  timer: null,
};

/** How every part is, from results at most ten seconds old. While somebody asks regularly the answer waits for nothing. */
export async function readHealth(): Promise<Health> {
  state.askedAt = Date.now();
  if (!state.results || Date.now() - state.startedAt > FRESH_MS - PROBE_MS) refresh();
  state.timer ??= setInterval(keepFresh, PROBE_EVERY_MS).unref();
  const results = await (state.results ?? probeAll());
  const failing = PARTS.filter((part) => results[part].status === "failing");
  const status = failing.includes("database") ? "down" : failing.length > 0 ? "degraded" : "ok";
  const now = Date.now();
  const checks = Object.fromEntries(
    PARTS.map((part) => [part, { status: results[part].status, age_ms: now - results[part].at }]),
  ) as Health["checks"]; // one entry per part, by construction
  return { status, version: packageJson.version, checks };
}

function keepFresh(): void {
  if (Date.now() - state.askedAt <= INTEREST_MS) {
    refresh();
    return;
  }
  if (state.timer) clearInterval(state.timer);
  state.timer = null;
}

/** Replaces the results when the new ones are there; until then the old ones are told, so that nobody waits. */
function refresh(): void {
  const next = probeAll();
  state.startedAt = Date.now();
  if (!state.results) state.results = next;
  else
    void next.then(() => {
      state.results = next;
    });
}

async function probeAll(): Promise<Results> {
  const results = await Promise.all(PARTS.map(async (part) => [part, await probe(part)] as const));
  return Object.fromEntries(results) as Results; // one entry per part, by construction
}

async function probe(part: Part): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("too slow")), PROBE_MS);
  });
  const answer = ports().then((all) => all[part].ping());
  const status = await Promise.race([answer, late]).then(
    () => "ok" as const,
    () => "failing" as const,
  );
  clearTimeout(timer);
  return { status, at: Date.now() };
}
