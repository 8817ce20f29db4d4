import { describe, expect, test } from "vitest";
import { HOUR, manualClock } from "@/lib/core/clock";
import { type Client, gate, jobsSuite, until } from "../support/jobs";

const jobs = jobsSuite();

describe("steps", () => {
  test("run once each, in order, and hand on what they returned", async () => {
    const done: string[] = [];
    const note = <T>(name: string, value: T) => {
      done.push(name);
      return value;
    };
    const world = await jobs.start((client) => [
      client.createFunction({ id: "order", triggers: { event: "go" } }, async ({ event, step }) => {
        const one = await step.run("one", () => note("one", { name: event.data.name as string }));
        const two = await step.run("two", () => note("two", `${one.name}!`));
        await step.run("three", () => note("three", undefined));
        return { two };
      }),
    ]);
    await world.send("go", { name: "Ana" });
    const [run] = await world.ended("order");
    expect(run).toMatchObject({ status: "completed", output: { two: "Ana!" }, stepCount: 3 });
    expect(done).toEqual(["one", "two", "three"]);
  });

  test("keep whatever JSON can say: NUL, half an emoji, a field called toJSON", async () => {
    const odd = {
      nul: "a\0b",
      half: "🚲".slice(0, 1),
      toJSON: "x",
      z: 1,
      a: { toJSON: null, 10: 1, 9: 2 },
      "": [],
    };
    const world = await jobs.start((client) => [
      client.createFunction({ id: "odd", triggers: { event: "go" } }, async ({ event, step }) => {
        const kept = await step.run("keep", () => event.data.odd as typeof odd);
        await step.run("again", () => null);
        return kept;
      }),
    ]);
    await world.send("go", { odd });
    const [run] = await world.ended("odd");
    expect(run).toMatchObject({ status: "completed", output: odd });
  });

  test("side by side are all waited for, chains among them", async () => {
    const both = gate();
    let atOnce = 0;
    const world = await jobs.start((client) => [
      client.createFunction({ id: "parallel", triggers: { event: "go" } }, async ({ step }) => {
        const meet = (name: string) =>
          step.run(name, async () => {
            atOnce += 1;
            if (atOnce === 2) both.open();
            await both.opened;
            return name;
          });
        const chain = async () => `${await meet("c1")}, ${await step.run("c2", () => "c2")}`;
        return Promise.all([meet("a"), chain()]);
      }),
    ]);
    await world.send("go");
    const [run] = await world.ended("parallel");
    expect(run).toMatchObject({ status: "completed", output: ["a", "c1, c2"], stepCount: 3 });
  });

  test("in a race go on with the first, and the run ends with the last", async () => {
    const slow = gate();
    const world = await jobs.start((client) => [
      client.createFunction({ id: "race", triggers: { event: "go" } }, async ({ step, group }) => {
        const first = await group.parallel({ mode: "race" }, () =>
          Promise.race([
            step.run("fast", () => "fast"),
            step.run("slow", async () => {
              await slow.opened;
              return "slow";
            }),
          ]),
        );
        await step.run("after", () => slow.open());
        return first;
      }),
    ]);
    await world.send("go");
    const [run] = await world.ended("race");
    expect(run).toMatchObject({ status: "completed", output: "fast" });
  });

  test("may sleep an hour, which holds no slot", async () => {
    const clock = manualClock(new Date());
    const world = await jobs.start(
      (client) => [
        client.createFunction({ id: "sleeper", triggers: { event: "go" } }, async ({ step }) => {
          await step.run("before", () => 1);
          await step.sleep("nap", "1h");
          await step.sleepUntil("date", new Date(clock.now().getTime() + 2 * HOUR));
          return step.run("after", () => "awake");
        }),
      ],
      { clock, slots: 1 },
    );
    await world.send("go");
    await until(async () => (await world.runs("sleeper"))[0]?.stepCount === 1, "the first step");
    const [nap] = await jobs.items("sleep");
    expect(nap?.dueAt.getTime()).toBe(clock.now().getTime() + HOUR);
    clock.advance(HOUR);
    await until(async () => (await world.runs("sleeper"))[0]?.stepCount === 2, "the first sleep to end");
    await jobs.items("sleep");
    clock.advance(2 * HOUR);
    expect(await world.ended("sleeper")).toMatchObject([{ status: "completed", output: "awake" }]);
  });
});

describe("waiting for events", () => {
  const waiter = (client: Client) =>
    client.createFunction({ id: "waiter", triggers: { event: "asked" } }, async ({ step }) => {
      const answer = await step.waitForEvent("answer", {
        event: "answered",
        timeout: "1h",
        match: "data.question",
      });
      return answer === null ? "nobody" : (answer.data.answer as string);
    });

  test("goes on with the first that matches", async () => {
    const world = await jobs.start((client) => [waiter(client)]);
    await world.send("asked", { question: 1 });
    await jobs.items("timeout");
    await world.send("answered", { question: 2, answer: "wrong" });
    await world.send("answered", { answer: "no question at all" });
    await world.send("answered", { question: 1, answer: "right" });
    await world.send("answered", { question: 1, answer: "late" });
    expect(await world.ended("waiter")).toMatchObject([{ status: "completed", output: "right" }]);
  });

  test("gives null when nobody answers in time", async () => {
    const clock = manualClock(new Date());
    const world = await jobs.start((client) => [waiter(client)], { clock });
    await world.send("asked", { question: 1 });
    await jobs.items("timeout");
    clock.advance(HOUR);
    expect(await world.ended("waiter")).toMatchObject([{ status: "completed", output: "nobody" }]);
  });
});

describe("invoking", () => {
  test("runs another function and takes its result, or its failure", async () => {
    const world = await jobs.start((client) => {
      const child = client.createFunction(
        { id: "child", triggers: [], retries: 0 },
        async ({ event, step }) => {
          const n = await step.run("double", () => 2 * (event.data as { n: number }).n);
          if (n > 10) throw new Error("too much");
          return n;
        },
      );
      const parent = client.createFunction({ id: "parent", triggers: { event: "go" } }, async ({ step }) => {
        const four = await step.invoke("small", { function: child, data: { n: 2 } });
        const failed = await step
          .invoke("large", { function: child, data: { n: 9 } })
          .catch((error: Error) => error.message);
        return [four, failed];
      });
      return [child, parent];
    });
    await world.send("go");
    expect(await world.ended("parent")).toMatchObject([{ status: "completed", output: [4, "too much"] }]);
    expect(await world.runs("child")).toMatchObject([{ status: "completed" }, { status: "failed" }]);
  });
});

describe("limits", () => {
  const waiter = (client: Client) =>
    client.createFunction({ id: "full", triggers: { event: "go" } }, async ({ step }) => {
      await step.waitForEvent("more", { event: "more", timeout: "1h" });
    });

  test.each([
    [`"stepCount" = 1000`, "A run may have at most 1 000 steps."],
    [`"stateBytes" = 33554430`, "The steps of a run may hold at most 32 MB together."],
  ])("a run with %s fails with a sentence", async (state, message) => {
    const world = await jobs.start((client) => [waiter(client)]);
    await world.send("go");
    await jobs.items("timeout");
    await jobs.sql(`update jobs.run set ${state}`);
    await world.send("more");
    expect(await world.ended("full")).toMatchObject([{ status: "failed", output: { message } }]);
  });

  test("a step that returns more than 4 MB fails its run", async () => {
    const world = await jobs.start((client) => [
      client.createFunction({ id: "huge", triggers: { event: "go" } }, async ({ step }) => {
        await step.run("fill", () => "x".repeat(4 * 1024 * 1024 + 1));
      }),
    ]);
    await world.send("go");
    expect(await world.ended("huge")).toMatchObject([
      { status: "failed", output: { message: "The output of a step is larger than 4 MB." } },
    ]);
  });
});
