import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { type Cast, cast } from "@/tests/support/cast";
import { readGauges } from "./gauges";
import { renderMetrics } from "./metrics";
import { noteStream, startRequestRecord } from "./request-record";

const holder = globalThis as typeof globalThis & {
  parleyPorts?: unknown;
  parleyRealtimeService?: { connections(): number };
};

let all: Cast;
beforeAll(async () => {
  all = await cast();
  holder.parleyPorts = Promise.resolve(all.ports);
});
afterAll(async () => {
  delete holder.parleyPorts;
  delete holder.parleyRealtimeService;
  await all.db.drop();
});

/** The value of a gauge as it is told, or undefined when it is not. */
async function told(name: string): Promise<number | undefined> {
  const line = renderMetrics(await readGauges())
    .split("\n")
    .find((each) => each.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.split(" ")[1]);
}

const addToOutbox = (workspaceId: string, ageSeconds: number, isDead = false) =>
  all.db.superuser(
    `insert into "Outbox" ("workspaceId", id, name, topics, payload, "isJob", "claimedUntil", "createdAt", "deadAt")
     values ($1, gen_random_uuid(), 'x', '{}', '{}', true, now(), now() - make_interval(secs => $2::int), case when $3 then now() end)`,
    [workspaceId, ageSeconds, isDead],
  );

const addJobRun = (workspaceId: string, job: { status: string; askedMsAgo: number; startedMsAgo: number }) =>
  all.db.superuser(
    `insert into "JobRun" ("workspaceId", id, "runId", function, "eventId", "eventName", payload, status, "startedAt")
     values ($1, gen_random_uuid(), gen_random_uuid()::text, 'f', $2, 'x', '{}', $3, now() - make_interval(secs => $4::float8))`,
    [workspaceId, newId(Date.now() - job.askedMsAgo), job.status, job.startedMsAgo / 1_000],
  );

test("how many events wait in all workspaces, for how long, and how many were given up", async () => {
  expect([await told("parley_outbox_rows"), await told("parley_outbox_age_seconds")]).toEqual([0, 0]);
  await addToOutbox(all.acme.id, 5);
  await addToOutbox(all.globex.id, 120);
  await addToOutbox(all.globex.id, 500, true);
  expect([await told("parley_outbox_rows"), await told("parley_outbox_dead_rows")]).toEqual([2, 1]);
  const age = (await told("parley_outbox_age_seconds")) ?? 0;
  expect(age).toBeGreaterThanOrEqual(120);
  expect(age).toBeLessThan(200);
});

test("how many jobs run, and how long those that began in the last minutes had waited", async () => {
  await addJobRun(all.acme.id, { status: "running", askedMsAgo: 10_000, startedMsAgo: 3_000 });
  await addJobRun(all.globex.id, { status: "completed", askedMsAgo: 10_000, startedMsAgo: 9_500 });
  await addJobRun(all.globex.id, { status: "completed", askedMsAgo: 3_600_000, startedMsAgo: 1_800_000 });
  expect(await told("parley_jobs_running")).toBe(1);
  const lag = (await told("parley_job_lag_seconds")) ?? 0;
  expect(lag).toBeGreaterThan(6);
  expect(lag).toBeLessThan(8);
});

test("how many streams are open, and how many sockets where the realtime service is ours", async () => {
  expect(await told("parley_realtime_connections")).toBeUndefined();
  holder.parleyRealtimeService = { connections: () => 12 };
  expect(await told("parley_realtime_connections")).toBe(12);

  const record = startRequestRecord({ requestId: newId(), method: "POST", path: "/api/v1/runs" });
  record.run(() => {
    noteStream();
    noteStream();
  });
  expect(await told("parley_streams")).toBe(1);
  record.finish(200);
  startRequestRecord({ requestId: newId(), method: "GET", path: "/up" }).finish(200);
  expect(await told("parley_streams")).toBe(0);
});

test("without the database the other figures are still told", async () => {
  const away = {
    ...all.ports,
    database: { ...all.ports.database, inTransaction: async () => Promise.reject() },
  };
  holder.parleyPorts = Promise.resolve(away);
  expect([await told("parley_database_up"), await told("parley_streams")]).toEqual([0, 0]);
  expect(await told("parley_outbox_rows")).toBeUndefined();
  holder.parleyPorts = Promise.resolve(all.ports);
  expect(await told("parley_database_up")).toBe(1);
});
