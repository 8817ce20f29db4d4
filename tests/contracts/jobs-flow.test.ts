import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, manualClock } from "@/lib/core/clock";
import { type Client, gate, jobsSuite } from "../support/jobs";

const jobs = jobsSuite();

describe("flow", () => {
  test("no more calls of a key execute at once than its limit, and other keys are not kept waiting", async () => {
    const executing: Record<string, number> = { a: 0, b: 0 };
    const most: Record<string, number> = { a: 0, b: 0 };
    const bIsDone = gate();
    const world = await jobs.start((client) => [
      client.createFunction(
        { id: "limited", triggers: { event: "go" }, concurrency: { key: "event.data.key", limit: 2 } },
        async ({ event, step }) => {
          const key = event.data.key as string;
          for (const name of ["one", "two"]) {
            await step.run(name, async () => {
              executing[key] = (executing[key] ?? 0) + 1;
              most[key] = Math.max(most[key] ?? 0, executing[key] ?? 0);
              if (key === "a") await bIsDone.opened;
              await new Promise((resolve) => setImmediate(resolve));
              executing[key] = (executing[key] ?? 0) - 1;
            });
          }
          if (key === "b") bIsDone.open();
        },
      ),
    ]);
    await Promise.all([..."aaaaaaaaaab"].map((key) => world.send("go", { key })));
    await world.ended("limited", 11);
    expect(most).toEqual({ a: 2, b: 1 });
  });

  test("a sleeping run does not count against its limit", async () => {
    const clock = manualClock(new Date());
    const world = await jobs.start(
      (client) => [
        client.createFunction(
          { id: "one-at-a-time", triggers: { event: "go" }, concurrency: 1 },
          async ({ event, step }) => {
            if (event.data.isSleepy) await step.sleep("nap", "1d");
            return step.run("end", () => event.data.isSleepy as boolean);
          },
        ),
      ],
      { clock },
    );
    await world.send("go", { isSleepy: true });
    await jobs.items("sleep");
    await world.send("go", { isSleepy: false });
    expect(await world.ended("one-at-a-time")).toMatchObject([{ output: false }]);
    clock.advance(DAY);
    expect(await world.ended("one-at-a-time", 2)).toMatchObject([{ output: true }, { output: false }]);
  });

  test("a run of higher priority starts before those that came earlier", async () => {
    const order: string[] = [];
    const hold = gate();
    const held = gate();
    const world = await jobs.start(
      (client) => [
        client.createFunction({ id: "hold", triggers: { event: "hold" } }, async () => {
          held.open();
          await hold.opened;
        }),
        ...(["low", "default", "critical"] as const).map((queue, index) =>
          client.createFunction(
            { id: queue, triggers: { event: queue }, priority: { run: String(index * 300 - 300) } },
            async () => void order.push(queue),
          ),
        ),
      ],
      { slots: 1 },
    );
    await world.send("hold");
    await held.opened;
    for (const queue of ["low", "default", "critical"]) await world.send(queue);
    hold.open();
    await world.ended("low");
    expect(order).toEqual(["critical", "default", "low"]);
  });

  test("the same event id starts one run, whoever sends it how often", async () => {
    const world = await jobs.start((client) => [
      client.createFunction({ id: "once", triggers: { event: "go" } }, async () => 1),
    ]);
    await Promise.all(Array.from({ length: 5 }, () => world.send("go", {}, "the-same")));
    await world.send("go", {}, "another");
    await world.ended("once", 2);
    expect(await world.runs("once")).toHaveLength(2);
  });

  test("an idempotency key starts one run a day", async () => {
    const clock = manualClock(new Date());
    const world = await jobs.start(
      (client) => [
        client.createFunction(
          { id: "daily", triggers: { event: "go" }, idempotency: "event.data.key" },
          async () => 1,
        ),
      ],
      { clock },
    );
    for (const key of ["a", "a", "b"]) await world.send("go", { key });
    await world.ended("daily", 2);
    clock.advance(DAY);
    await world.send("go", { key: "a" });
    expect(await world.ended("daily", 3)).toHaveLength(3);
  });

  test("a debounced function runs once, with the last event", async () => {
    const clock = manualClock(new Date());
    const world = await jobs.start(
      (client) => [
        client.createFunction(
          { id: "quiet", triggers: { event: "typed" }, debounce: { key: "event.data.key", period: "10s" } },
          async ({ event }) => event.data.text as string,
        ),
      ],
      { clock },
    );
    for (const text of ["h", "he", "hey"]) await world.send("typed", { key: "a", text });
    await world.send("typed", { key: "b", text: "ho" });
    clock.advance(10_000);
    const runs = await world.ended("quiet", 2);
    expect(runs.map(({ output }) => output).sort()).toEqual(["hey", "ho"]);
  });

  test("a rate limit skips, a throttle delays, a singleton skips or replaces", async () => {
    const clock = manualClock(new Date());
    const hold = gate();
    const world = await jobs.start(
      (client) => [
        client.createFunction(
          { id: "rated", triggers: { event: "go" }, rateLimit: { limit: 2, period: "1m" } },
          async () => 1,
        ),
        client.createFunction(
          { id: "throttled", triggers: { event: "go" }, throttle: { limit: 1, period: "1m" } },
          async () => 1,
        ),
        client.createFunction(
          { id: "skipping", triggers: { event: "go" }, singleton: { mode: "skip" } },
          () => hold.opened,
        ),
        client.createFunction(
          { id: "replacing", triggers: { event: "go" }, singleton: { mode: "cancel" } },
          () => hold.opened,
        ),
      ],
      { clock },
    );
    for (let n = 0; n < 3; n++) await world.send("go");
    expect(await world.runs("rated")).toHaveLength(2);
    expect(await world.runs("skipping")).toHaveLength(1);
    expect((await world.runs("replacing")).map(({ status }) => status)).toEqual([
      "cancelled",
      "cancelled",
      "running",
    ]);
    await world.ended("throttled", 1);
    clock.advance(MINUTE);
    await world.ended("throttled", 2);
    expect((await world.runs("throttled")).map(({ status }) => status)).toEqual([
      "completed",
      "completed",
      "running",
    ]);
    hold.open();
    clock.advance(MINUTE);
    await world.ended("throttled", 3);
  });
});

describe("cron", () => {
  test("starts at its time in its zone, and once for all the ticks that were missed", async () => {
    const clock = manualClock(new Date("2026-03-01T00:00:00Z"));
    const daily = (client: Client) => [
      client.createFunction(
        { id: "daily", triggers: { cron: "TZ=Asia/Kathmandu 0 9 * * *" } },
        async ({ event }) => event.name,
      ),
    ];
    const world = await jobs.start(daily, { clock });
    const [item] = await jobs.items("cron");
    expect(item?.dueAt.toISOString()).toBe("2026-03-01T03:15:00.000Z");
    clock.advance(4 * HOUR);
    expect(await world.ended("daily")).toMatchObject([{ output: "inngest/scheduled.timer" }]);

    clock.advance(3 * DAY);
    const restarted = await jobs.start(daily, { clock });
    await restarted.ended("daily", 2);
    const [next] = await jobs.items("cron", 1, "lease is null");
    expect(next?.dueAt.toISOString()).toBe("2026-03-05T03:15:00.000Z");
    expect(await restarted.runs("daily")).toHaveLength(2);
  });
});
