import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { freePort } from "@/lib/embedded/free-port";
import { createEmptyDatabase, superuser } from "../support/database";
import { EVENT_KEY, gate, type JobsWorld, jobsSuite, startJobsWorld, until } from "../support/jobs";

const SCRIPT = fileURLToPath(new URL("../support/jobs-process.ts", import.meta.url));
const KILLS = Number(process.env.FAULT_RUNS ?? 2);

describe("a process is killed", () => {
  let db: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let ports: [string, string];
  const children = new Map<string, ChildProcess>();

  beforeAll(async () => {
    db = await createEmptyDatabase();
  });
  beforeEach(async () => {
    await sql("create table effect (id serial, run text, step text)");
    await sql("create table gate (opened bool)");
    ports = [String(await freePort()), String(await freePort())];
    await Promise.all([startProcess("executor"), startProcess("worker")]);
  });
  afterEach(async () => {
    await Promise.all([...children.keys()].map(kill));
    await sql("drop table effect, gate");
    await sql("drop schema jobs cascade");
  });
  afterAll(() => db.drop());

  const sql = <Row extends Record<string, unknown>>(text: string) => superuser<Row>(db.directUrl, text);
  const effects = async () =>
    (await sql<{ step: string }>("select step from effect")).map(({ step }) => step).sort();
  const isAt = (step: string, times: number) =>
    until(
      async () => (await effects()).filter((name) => name === step).length >= times,
      `step ${step}, ${times} times`,
    );
  const openGate = () => sql("insert into gate values (true)");
  const completed = () =>
    until(async () => {
      const [run] = await sql<{ status: string; output: string }>("select status, output from jobs.run");
      return run?.status === "running" ? null : run;
    }, "the run to end");

  async function startProcess(role: "executor" | "worker"): Promise<void> {
    const args = ["--import", "tsx", SCRIPT, role, db.directUrl, ...ports];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
    children.set(role, child);
    await once(child.stdout, "data");
  }

  async function kill(role: string): Promise<void> {
    const child = children.get(role);
    children.delete(role);
    if (!child || child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  async function send(id: string): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${ports[0]}/e/${EVENT_KEY}`, {
      method: "POST",
      body: JSON.stringify({ id, name: "go", data: {} }),
    });
    return response.status;
  }

  test("the executor, in the middle of a step: the next one resumes at once, finished steps are not repeated", async () => {
    await send("a");
    await isAt("two", 1);
    await kill("executor");
    const startedAt = Date.now();
    await startProcess("executor");
    await isAt("two", 2);
    expect(Date.now() - startedAt).toBeLessThan(10_000); // less than a lease
    await openGate();
    expect(await completed()).toEqual({ status: "completed", output: "done" });
    expect(await effects()).toEqual(["one", "three", "two", "two"]);
  });

  test("the worker, in the middle of a step: the step is tried again when a worker is back", async () => {
    await send("a");
    await isAt("two", 1);
    await kill("worker");
    expect(await send("b")).toBe(200);
    await startProcess("worker");
    await openGate();
    await until(
      async () => (await sql("select 1 from jobs.run where status = 'completed'")).length === 2,
      "both runs",
    );
    expect(await effects()).toEqual(["one", "one", "three", "three", "two", "two", "two"]);
  });

  test("both, with the same event sent five times around it: one run, each finished step once", async () => {
    await Promise.all([send("a"), send("a"), send("a")]);
    await isAt("two", 1);
    await Promise.all([kill("executor"), kill("worker")]);
    await Promise.all([startProcess("executor"), startProcess("worker")]);
    await Promise.all([send("a"), send("a")]);
    await openGate();
    await completed();
    expect(await sql("select id from jobs.run")).toHaveLength(1);
    expect((await effects()).filter((step) => step !== "two")).toEqual(["one", "three"]);
  });

  test(
    "the executor, again and again: every run ends, and no step comes after a later one",
    async () => {
      await openGate();
      for (let n = 0; n < KILLS; n++) {
        for (const id of ["a", "b", "c", "d", "e"]) expect(await send(`${id}${n}`)).toBe(200);
        await isAt("two", 5 * n + 1 + (n % 5));
        await kill("executor");
        await startProcess("executor");
      }
      const isOver = async () =>
        (await sql("select 1 from jobs.run where status = 'completed'")).length === 5 * KILLS;
      await until(isOver, "all runs to end");
      const repeated = await sql(`
      select * from effect e where exists (
        select 1 from effect later where later.run = e.run and later.id < e.id
        and (later.step, e.step) in (('two', 'one'), ('three', 'one'), ('three', 'two'))
      )`);
      expect(repeated).toEqual([]);
    },
    30_000 + 4_000 * KILLS,
  );
});

describe("a fault inside", () => {
  const jobs = jobsSuite();

  test("a poison event is given up after four retries and announced; the others never notice", async () => {
    let attempts = 0;
    const announced: unknown[] = [];
    const world = await jobs.start((client) => [
      client.createFunction({ id: "poison", triggers: { event: "go" } }, async ({ step }) => {
        await step.run("swallow", () => {
          attempts += 1;
          throw new Error("poison");
        });
      }),
      client.createFunction({ id: "healthy", triggers: { event: "go" } }, async ({ step }) =>
        step.run("eat", () => "well"),
      ),
      client.createFunction(
        { id: "listener", triggers: { event: "inngest/function.failed" } },
        async ({ event }) => {
          announced.push((event.data as { error: { message: string } }).error.message);
          throw new Error("a listener that fails must not hear of itself");
        },
      ),
    ]);
    for (let n = 0; n < 3; n++) await world.send("go");
    expect(await world.ended("healthy", 3)).toMatchObject(
      Array(3).fill({ status: "completed", output: "well" }),
    );
    expect(await world.ended("poison", 3)).toMatchObject(
      Array(3).fill({ status: "failed", output: { message: "poison" } }),
    );
    expect(attempts).toBe(3 * 5);
    await world.ended("listener", 3);
    expect(await world.runs("listener")).toHaveLength(3);
    expect(announced).toEqual(Array(15).fill("poison"));
  });

  test("the database cuts every connection in the middle of a step: what the step returned is kept", async () => {
    const working = gate();
    const finish = gate();
    const done: string[] = [];
    const world = await jobs.start((client) => [
      client.createFunction({ id: "cut", triggers: { event: "go" } }, async ({ step }) => {
        await step.run("work", async () => {
          done.push("work");
          working.open();
          await finish.opened;
        });
        await step.run("after", () => void done.push("after"));
      }),
    ]);
    await world.send("go");
    await working.opened;
    await jobs.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley-jobs'",
    );
    finish.open();
    expect(await world.ended("cut")).toMatchObject([{ status: "completed" }]);
    expect(done).toEqual(["work", "after"]);
  });

  test("a second executor on the same database shares the work: every step once, limits kept", async () => {
    let executing = 0;
    let most = 0;
    let steps = 0;
    const three = gate();
    const functions: Parameters<typeof jobs.start>[0] = (client) => [
      client.createFunction({ id: "shared", triggers: { event: "go" }, concurrency: 3 }, async ({ step }) => {
        await step.run("work", async () => {
          steps += 1;
          executing += 1;
          most = Math.max(most, executing);
          if (executing === 3) three.open();
          await three.opened;
          executing -= 1;
        });
      }),
    ];
    const first = await jobs.start(functions);
    const second: JobsWorld = await startJobsWorld({ databaseUrl: jobs.url(), functions });
    await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? first : second).send("go")));
    await first.ended("shared", 40);
    await second.stop();
    expect(steps).toBe(40);
    expect(most).toBe(3);
  });
});
