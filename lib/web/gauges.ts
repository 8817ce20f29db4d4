import type { Tx } from "@/lib/adapters/db/port";
import { ports } from "@/lib/adapters/index";
import { MINUTE, SECOND } from "@/lib/core/clock";
import { timeOfId } from "@/lib/core/ids";
import { log } from "@/lib/core/log";

/** What the installation as a whole is at, over all workspaces: counts and times, never what it is about. */
export type Gauges = {
  outboxWaiting: number;
  /** Of the oldest row that waits, in seconds. While the job runner or the realtime service is away it grows. */
  outboxAgeSeconds: number;
  outboxDead: number;
  jobsRunning: number;
  /** The longest that a job which began in the last minutes had waited since it was asked for. */
  jobLagSeconds: number;
};

const LAG_OVER_MS = 5 * MINUTE;
const RUNS_LOOKED_AT = 1_000;

/** null while the database does not answer: metrics are never the thing that fails. */
export async function readGauges(): Promise<Gauges | null> {
  try {
    const { database, clock } = await ports();
    return await database.inTransaction({ role: "app_identity", isDurable: false }, async (tx) => ({
      ...(await readOutbox(tx)),
      ...(await readJobs(tx, new Date(clock.now().getTime() - LAG_OVER_MS))),
    }));
  } catch (error) {
    log.warn("metrics.without_database", { reason: String(error) });
    return null;
  }
}

type OutboxGauges = Pick<Gauges, "outboxWaiting" | "outboxAgeSeconds" | "outboxDead">;

async function readOutbox(tx: Tx): Promise<OutboxGauges> {
  const [row] = await tx.$queryRaw<OutboxGauges[]>`
    select count(*) filter (where "deadAt" is null)::int as "outboxWaiting", count("deadAt")::int as "outboxDead",
      coalesce(extract(epoch from now() - min("createdAt") filter (where "deadAt" is null)), 0)::float8 as "outboxAgeSeconds"
    from "Outbox"`;
  return row ?? { outboxWaiting: 0, outboxAgeSeconds: 0, outboxDead: 0 };
}

/** An event's id says when it was written: from then to the first step of its job is the lag. */
async function readJobs(tx: Tx, since: Date): Promise<Pick<Gauges, "jobsRunning" | "jobLagSeconds">> {
  await tx.$queryRaw`select set_config('app.operator', 'jobs', true)`;
  const [running] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int from "JobRun" where status = 'running'`;
  const begun = await tx.$queryRaw<{ eventId: string; startedAt: Date }[]>`
    select "eventId", "startedAt" from "JobRun" where "startedAt" > ${since}::timestamptz limit ${RUNS_LOOKED_AT}`;
  const lags = begun.map(
    ({ eventId, startedAt }) => (startedAt.getTime() - timeOfId(eventId).getTime()) / SECOND,
  );
  return { jobsRunning: running?.count ?? 0, jobLagSeconds: Math.max(0, ...lags.filter(Number.isFinite)) };
}
