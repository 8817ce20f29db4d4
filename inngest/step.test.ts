import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { JOB_CANCELLED, retryEventName } from "@/lib/adapters/jobs/port";
import { AppError, notFound } from "@/lib/core/errors";
import { defineEvent } from "@/lib/core/event";
import { newId } from "@/lib/core/ids";
import { setLogLevel } from "@/lib/core/log";
import { type Ctx, read, transaction } from "@/lib/ctx";
import { enqueue } from "@/lib/outbox";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { gate, type JobsWorld, startJobsWorld, until } from "@/tests/support/jobs";
import { recordEnds } from "./ends";
import { sweepOutbox } from "./outbox";
import { forgetRuns } from "./record";
import { type JobDefinition, job } from "./step";

const planned = defineEvent({ name: "lunch.planned", payload: z.object({ tableId: z.string() }), job: true });
const booked = defineEvent({
  name: "lunch.booked",
  payload: z.object({ tableId: z.string(), at: z.string() }),
  job: true,
});

let it: Cast;
let world: JobsWorld;

beforeAll(async () => {
  setLogLevel("error");
  it = await cast();
});
afterEach(() => world.stop());
afterAll(() => it.db.drop());

async function start(...jobs: JobDefinition[]): Promise<void> {
  world = await startJobsWorld({
    databaseUrl: it.db.directUrl,
    functions: (client) =>
      [...jobs, recordEnds].map((each) => each.bind({ client, ports: async () => it.ports })),
  });
}

/** Sends an event as the outbox would: with who caused it. */
async function cause(
  event: typeof planned | typeof booked,
  who: CastMember,
  payload: Record<string, unknown>,
  id = newId(),
) {
  const { actor, requestId, workspaceId } = it.ctxOf(who);
  await world.send(
    event.eventName,
    { ...payload, actor, request_id: requestId, workspace_id: workspaceId },
    id,
  );
  return id;
}

/** The row of the jobs page for a job, once it says this. */
const row = (name: string, status: string, count = 1) =>
  until(async () => {
    const rows = await it.db.superuser<{
      step: string;
      attempts: number;
      error: string;
      workspaceId: string;
      payload: object;
      endedAt: Date;
    }>(`select * from "JobRun" where function = $1 and status = $2 order by id`, [name, status]);
    return rows.length === count ? rows : null;
  }, `${count} rows of ${name} that are ${status}`);

describe("a step", () => {
  test("has a ctx of whoever caused the event, in their workspace, with the role they have now", async () => {
    const seen: Pick<Ctx, "actor" | "workspaceId" | "requestId">[] = [];
    await start(
      job({ id: "note-ctx" }, { event: planned }, async ({ payload, step }) =>
        step.run("note", async (ctx) => {
          seen.push({ actor: ctx.actor, workspaceId: ctx.workspaceId, requestId: ctx.requestId });
          const names = await read(ctx, (tx) => tx.db.member.count());
          return { tableId: payload.tableId, names };
        }),
      ),
    );
    await cause(planned, { ...it.cleo, role: "owner" }, { table_id: "t1" });
    await cause(planned, it.gus, { table_id: "t2" });
    const rows = await row("note-ctx", "completed", 2);
    expect(new Set(rows.map(({ workspaceId }) => workspaceId))).toEqual(new Set([it.acme.id, it.globex.id]));
    expect(rows.map(({ step, attempts, error }) => [step, attempts, error])).toEqual([
      ["note", 1, null],
      ["note", 1, null],
    ]);
    expect(seen.find(({ workspaceId }) => workspaceId === it.acme.id)?.actor).toMatchObject({
      memberId: it.cleo.memberId,
      role: "member",
    });
    const outputs = (await world.ended("note-ctx", 2)).map(({ output }) => output as { names: number });
    expect(outputs.map(({ names }) => names).sort()).toEqual([2, 7]);
  });

  test("is refused, once and for all, to somebody who is not active any more", async () => {
    const done: string[] = [];
    await start(
      job({ id: "too-late" }, { event: planned }, ({ step }) =>
        step.run("act", async () => void done.push("acted")),
      ),
    );
    await it.db.superuser(`update "Member" set status = 'deactivated' where id = $1`, [it.dev.memberId]);
    await cause(planned, it.dev, { table_id: "t" });
    const [failed] = await row("too-late", "failed");
    expect(failed).toMatchObject({
      attempts: 1,
      error: "Whoever caused this job is not active in the workspace any more.",
      isOurs: true,
    });
    expect(done).toEqual([]);
    await it.db.superuser(`update "Member" set status = 'active' where id = $1`, [it.dev.memberId]);
  });

  test("is not tried again when the answer will be the same, and is when time may help", async () => {
    const attempts: string[] = [];
    await start(
      job({ id: "missing" }, { event: planned }, ({ step }) =>
        step.run("look", async () => {
          attempts.push("missing");
          throw notFound("table");
        }),
      ),
      job({ id: "busy" }, { event: planned }, ({ step }) =>
        step.run("call", async () => {
          attempts.push("busy");
          if (attempts.filter((name) => name === "busy").length < 3)
            throw new AppError("UNAVAILABLE", "Busy.");
        }),
      ),
    );
    await cause(planned, it.ana, { table_id: "t" });
    await row("missing", "failed");
    const [busy] = await row("busy", "completed");
    expect(busy).toMatchObject({ attempts: 3, error: null });
    expect(attempts.sort()).toEqual(["busy", "busy", "busy", "missing"]);
  });
});

test("work that only derives is done as the system, also for somebody who has left, and is noted when it fails", async () => {
  const seen: Ctx["actor"][] = [];
  await start(
    job(
      { id: "derive", actsAs: "system", rows: "failures", retries: 1 },
      { event: planned },
      async ({ payload, step }) => {
        await step.run("derive", async (ctx) => {
          seen.push(ctx.actor);
          if (payload.tableId === "broken") throw new Error("broken");
        });
      },
    ),
  );
  const eve = { ...it.eve, memberId: newId() };
  await cause(planned, eve, { table_id: "fine" });
  await world.ended("derive");
  await cause(planned, eve, { table_id: "broken" });
  expect((await row("derive", "failed"))[0]).toMatchObject({
    error: "broken",
    isOurs: false,
    payload: { table_id: "broken" },
  });
  expect(await it.db.superuser(`select status from "JobRun" where function = 'derive'`)).toHaveLength(1);
  expect(seen).toEqual(Array(3).fill({ kind: "system", reason: "derive" }));
});

test("a row is there while a job waits for its first step, and goes when it has been shown long enough", async () => {
  await start(
    job({ id: "sleep-first" }, { event: planned }, async ({ step }) => {
      await step.sleep("first of all", "1d");
    }),
  );
  await cause(planned, it.ben, { table_id: "t" });
  await row("sleep-first", "running");
  const age = (days: number, status: string) =>
    it.db.superuser(
      `update "JobRun" set status = $1, "endedAt" = now() - make_interval(days => $2) where function = 'sleep-first'`,
      [status, days],
    );
  const ctx = it.ctxOf(it.ben);
  await age(15, "failed");
  await forgetRuns(it.ctxOf(it.gus));
  await forgetRuns(ctx);
  await row("sleep-first", "failed");
  await age(15, "completed");
  await forgetRuns(ctx);
  expect(await it.db.superuser(`select 1 from "JobRun" where function = 'sleep-first'`)).toEqual([]);
});

describe("a job", () => {
  test("whose payload cannot be read fails with a row that says so", async () => {
    await start(
      job({ id: "unreadable" }, { event: planned }, ({ payload }) => Promise.resolve(payload.tableId)),
    );
    await cause(planned, it.ana, { table_id: 7 });
    expect((await row("unreadable", "failed"))[0]?.error).toContain("tableId");
  });

  test("waits for an event of its own workspace and of its own thing", async () => {
    await start(
      job({ id: "await-booking" }, { event: planned }, async ({ step }) => {
        const found = await step.waitForEvent("booking", { event: booked, match: "table_id", timeout: "1h" });
        return found?.at ?? null;
      }),
    );
    await cause(planned, it.ana, { table_id: "t1" });
    await row("await-booking", "running");
    await until(
      async () =>
        (await it.db.superuser(`select 1 from jobs.step where "eventName" = 'lunch.booked'`)).length,
      "the wait",
    );
    await cause(booked, it.gus, { table_id: "t1", at: "the other workspace" });
    await cause(booked, it.ben, { table_id: "t2", at: "another table" });
    await cause(booked, it.ben, { table_id: "t1", at: "noon" });
    expect(await world.ended("await-booking")).toMatchObject([{ output: "noon" }]);
  });

  test("invokes another for the same caller", async () => {
    const book = job({ id: "book" }, { event: booked }, async ({ payload, step }) =>
      step.run("book", async (ctx) => `${payload.at} for ${"name" in ctx.actor ? ctx.actor.name : ""}`),
    );
    await start(
      book,
      job({ id: "plan" }, { event: planned }, ({ payload, step }) =>
        step.invoke("book it", book, { tableId: payload.tableId, at: "noon" }),
      ),
    );
    await cause(planned, it.mia, { table_id: "t" });
    expect(await world.ended("plan")).toMatchObject([{ output: "noon for Mia" }]);
  });

  test("is cancelled from outside, alone among those that the event started, and run again alone", async () => {
    const working = gate();
    const finish = gate();
    const done: string[] = [];
    const make = (id: string) =>
      job({ id }, { event: planned }, async ({ step }) => {
        await step.run("work", async () => {
          working.open();
          await finish.opened;
        });
        await step.run("after", async () => void done.push(id));
      });
    await start(make("cancel-me"), make("leave-me"));
    const eventId = await cause(planned, it.ana, { table_id: "t" });
    await working.opened;
    const stop = (workspaceId: string) =>
      world.send(JOB_CANCELLED, { event_id: eventId, function_id: "cancel-me", workspace_id: workspaceId });
    await stop(it.globex.id);
    await stop(it.acme.id);
    const [cancelled] = await row("cancel-me", "cancelled");
    finish.open();
    await row("leave-me", "completed");
    expect(done).toEqual(["leave-me"]);

    await world.send(retryEventName("cancel-me"), { ...cancelled?.payload });
    await row("cancel-me", "completed");
    expect(done).toEqual(["leave-me", "cancel-me"]);
  });
});

test("the sweeper publishes what no writer could, in every workspace", async () => {
  await start(sweepOutbox);
  const strand = async (who: CastMember) => {
    await transaction(it.ctxOf(who), (tx) => enqueue(tx, planned({ tableId: who.name })));
    await it.recorded.settled();
    const sent = it.recorded.jobs.at(-1);
    it.recorded.clear();
    await it.db.superuser(
      `insert into "Outbox" ("workspaceId", id, name, topics, payload, "isJob", "claimedUntil")
       values ($1, $2, $3, '{}', $4, true, now() - interval '1 minute')`,
      [who.workspaceId, newId(), planned.eventName, sent?.payload],
    );
  };
  await strand(it.ana);
  await strand(it.gus);
  await it.db.superuser(`update jobs.item set "dueAt" = now() where kind = 'cron'`);
  const [swept] = await world.ended("sweep-outbox");
  expect(swept).toMatchObject({ status: "completed", output: 2 });
  expect(it.recorded.jobs.map(({ payload }) => payload.table_id).sort()).toEqual(["Ana", "Gus"]);
  await expect.poll(() => it.db.superuser(`select 1 from "Outbox"`)).toEqual([]);
});
