import { describe, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { createInngestJobs } from "@/lib/adapters/jobs/inngest";
import { isAppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { EVENT_KEY, type JobsWorld, jobsSuite, SIGNING_KEY } from "../support/jobs";

const jobs = jobsSuite();

describe("the port, through Inngest's own SDK", () => {
  const portTo = (baseUrl: string, eventKey = EVENT_KEY) =>
    createInngestJobs({
      eventKey,
      signingKey: SIGNING_KEY,
      baseUrl,
      breaker: createBreakers().breaker("jobs"),
    });

  test("an event arrives with its id, name and payload, once however often it is sent", async () => {
    const world = await jobs.start((client) => [
      client.createFunction(
        { id: "echo", triggers: { event: "message.created" } },
        async ({ event }) => event,
      ),
    ]);
    const port = portTo(world.executor.eventUrl);
    const sent = { id: newId(), name: "message.created", payload: { text: "Lunch? 🥗", n: [1, null] } };
    await port.send([sent]);
    await port.send([sent, { ...sent, name: "of no interest", id: newId() }]);
    const [run] = await world.ended("echo");
    expect(run?.output).toMatchObject({ id: sent.id, name: sent.name, data: sent.payload });
    expect(await world.runs("echo")).toHaveLength(1);
  });

  test("many large events go in several requests; one that is too large keeps none of the others", async () => {
    const world = await jobs.start((client) => [
      client.createFunction(
        { id: "count", triggers: { event: "large" } },
        async ({ event }) => event.data.n as number,
      ),
    ]);
    const large = (n: number, bytes: number) => ({
      id: newId(),
      name: "large",
      payload: { n, text: "x".repeat(bytes) },
    });
    const events = [...Array.from({ length: 9 }, (_, n) => large(n, 500_000)), large(9, 600_000)];
    await expect(portTo(world.executor.eventUrl).send(events)).rejects.toSatisfy((error) =>
      isAppError(error, "TOO_LARGE"),
    );
    const runs = await world.ended("count", 9);
    expect(runs.map(({ output }) => output).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("answers a ping; a runner that is away or does not know us is unavailable", async () => {
    const world = await jobs.start(() => []);
    await portTo(world.executor.eventUrl).ping();
    const unavailable = (error: unknown) => isAppError(error, "UNAVAILABLE");
    const event = { id: newId(), name: "go", payload: {} };
    await expect(portTo(world.executor.eventUrl, "wrong").send([event])).rejects.toSatisfy(unavailable);
    await expect(portTo("http://127.0.0.1:9").send([event])).rejects.toSatisfy(unavailable);
    await expect(portTo("http://127.0.0.1:9").ping()).rejects.toThrow();
  });
});

describe("the edges", () => {
  const post = (world: JobsWorld, path: string, body: unknown) =>
    fetch(`${world.executor.eventUrl}${path}`, {
      method: "POST",
      body: typeof body === "string" ? body : JSON.stringify(body),
    });

  test("an event that comes before the worker waits for it", async () => {
    let isServed = false;
    const world = await jobs.start(
      (client) => [client.createFunction({ id: "early", triggers: { event: "go" } }, async () => "ran")],
      {
        isServed: () => isServed,
      },
    );
    await world.send("go");
    expect(await world.runs("early")).toEqual([]);
    isServed = true;
    expect(await world.ended("early")).toMatchObject([{ output: "ran" }]);
  });

  test("an event that waits is not lost where the database cuts the line or takes too long to route it", async () => {
    let isServed = false;
    const world = await jobs.start(
      (client) => [client.createFunction({ id: "early", triggers: { event: "go" } }, async () => "ran")],
      { isServed: () => isServed },
    );
    await world.send("go");
    await jobs.sql("create sequence jobs.tries");
    await jobs.sql(`create function jobs.stumble() returns trigger language plpgsql as $$ begin
      case nextval('jobs.tries') when 1 then perform pg_terminate_backend(pg_backend_pid());
        when 2 then raise exception using errcode = 'query_canceled', message = 'timed out'; else null; end case;
      return new; end $$`);
    await jobs.sql(
      "create trigger stumble before insert on jobs.run for each row execute function jobs.stumble()",
    );
    isServed = true;
    expect(await world.ended("early")).toMatchObject([{ output: "ran" }]);
    const [tries] = await jobs.sql<{ last: string }>("select last_value::text as last from jobs.tries");
    expect(tries?.last).toBe("3");
  });

  test("what cannot be an event is refused with a sentence, and so is a wrong key", async () => {
    const world = await jobs.start(() => []);
    const status = async (path: string, body: unknown) => (await post(world, path, body)).status;
    expect(await status("/e/wrong", { name: "go", data: {} })).toBe(401);
    expect(await status("/e/test-event-key", { data: {} })).toBe(400);
    expect(await status("/e/test-event-key", { name: "go", data: 1 })).toBe(400);
    expect(await status("/e/test-event-key", "not json")).toBe(400);
    expect(await status("/e/test-event-key", { name: "inngest/function.failed", data: {} })).toBe(400);
    expect(await status("/e/test-event-key", { name: "go", data: { text: "x".repeat(530_000) } })).toBe(413);
    expect(await status("/e/test-event-key", { name: "go", data: { text: "x".repeat(500_000) } })).toBe(200);
    expect((await fetch(world.executor.eventUrl)).status).toBe(200);
  });

  test("the worker refuses what is not signed, registration included", async () => {
    const world = await jobs.start((client) => [
      client.createFunction({ id: "safe", triggers: { event: "go" } }, async () => 1),
    ]);
    const call = (method: string, signature?: string) =>
      fetch(`${world.handlerUrl}?fnId=test-safe&stepId=step`, {
        method,
        body: method === "GET" ? null : JSON.stringify({ event: {}, steps: {}, ctx: { run_id: "r" } }),
        headers: signature ? { "x-inngest-signature": signature } : {},
      });
    for (const method of ["GET", "POST", "PUT"]) expect((await call(method)).status).toBe(401);
    expect((await call("POST", `t=${Math.floor(Date.now() / 1000)}&s=00`)).status).toBe(401);
  });

  test("a function that asks for what is not done here is refused with a sentence; the others run", async () => {
    const world = await jobs.start((client) => [
      client.createFunction(
        { id: "batched", triggers: { event: "go" }, batchEvents: { maxSize: 2, timeout: "5s" } },
        async () => 1,
      ),
      client.createFunction({ id: "typo", triggers: { event: "go", if: "event.data.n ==" } }, async () => 1),
      client.createFunction({ id: "fine", triggers: { event: "go", if: "event.data.n > 1" } }, async () => 1),
    ]);
    const refusals = await world.executor.register();
    expect(refusals).toHaveLength(2);
    expect(refusals[0]).toBe(
      'Function "test-batched" is not run here: batchEvents is not supported by the embedded executor.',
    );
    await world.send("go", { n: 1 });
    await world.send("go", { n: 2 });
    await world.ended("fine");
    expect(await world.runs("fine")).toHaveLength(1);
    expect(await world.runs("batched")).toEqual([]);
  });

  test("the schema grants nothing to anybody", async () => {
    await jobs.start(() => []);
    const grants = await jobs.sql(
      `select * from information_schema.role_table_grants where table_schema = 'jobs' and grantee <> current_user`,
    );
    expect(grants).toEqual([]);
  });
});
