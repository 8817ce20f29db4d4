import { type FailureEventArgs, NonRetriableError, RetryAfterError } from "inngest";
import { describe, expect, test } from "vitest";
import { MINUTE, manualClock } from "@/lib/core/clock";
import { gate, jobsSuite, until } from "../support/jobs";

const jobs = jobsSuite();

describe("failing", () => {
  test("is tried again, and the steps before it are not repeated", async () => {
    const done: string[] = [];
    const world = await jobs.start((client) => [
      client.createFunction({ id: "flaky", triggers: { event: "go" } }, async ({ step, attempt }) => {
        await step.run("before", () => void done.push("before"));
        await step.run("flaky", () => {
          done.push(`flaky ${attempt}`);
          if (attempt < 2) throw new Error("not yet");
        });
        return "made it";
      }),
    ]);
    await world.send("go");
    expect(await world.ended("flaky")).toMatchObject([{ status: "completed", output: "made it" }]);
    expect(done).toEqual(["before", "flaky 0", "flaky 1", "flaky 2"]);
  });

  test("outside of steps is tried again too", async () => {
    let calls = 0;
    const world = await jobs.start((client) => [
      client.createFunction({ id: "outside", triggers: { event: "go" } }, async () => {
        calls += 1;
        if (calls < 3) throw new Error("not yet");
        return calls;
      }),
    ]);
    await world.send("go");
    expect(await world.ended("outside")).toMatchObject([{ status: "completed", output: 3 }]);
  });

  test("asks to be tried later, and is", async () => {
    const clock = manualClock(new Date());
    let calls = 0;
    const world = await jobs.start(
      (client) => [
        client.createFunction({ id: "later", triggers: { event: "go" } }, async ({ step }) =>
          step.run("call", () => {
            calls += 1;
            if (calls === 1) throw new RetryAfterError("busy", "10m");
            return calls;
          }),
        ),
      ],
      { clock },
    );
    await world.send("go");
    const [item] = await jobs.items("call", 1, "attempt = 1 and lease is null");
    expect(item?.dueAt.getTime()).toBe(clock.now().getTime() + 10 * MINUTE);
    clock.advance(10 * MINUTE);
    expect(await world.ended("later")).toMatchObject([{ status: "completed", output: 2 }]);
  });

  test("for good may be caught, and else ends the run, which its onFailure hears", async () => {
    const heard: unknown[] = [];
    const world = await jobs.start((client) => [
      client.createFunction({ id: "caught", triggers: { event: "go" }, retries: 0 }, async ({ step }) =>
        step
          .run("break", () => {
            throw new Error("broken");
          })
          .catch((error: Error) => `caught: ${error.message}`),
      ),
      client.createFunction(
        {
          id: "hopeless",
          triggers: { event: "go" },
          onFailure: ({ error, event }: FailureEventArgs) =>
            void heard.push([error.message, event.data.event.data.n]),
        },
        async ({ step }) => {
          await step.run("refuse", () => {
            throw new NonRetriableError("never");
          });
        },
      ),
    ]);
    await world.send("go", { n: 7 });
    expect(await world.ended("caught")).toMatchObject([{ status: "completed", output: "caught: broken" }]);
    expect(await world.ended("hopeless")).toMatchObject([{ status: "failed", output: { message: "never" } }]);
    await world.ended("hopeless-failure");
    expect(heard).toEqual([["never", 7]]);
  });
});

describe("cancelling", () => {
  test("ends what matches, refuses its late result, and tells who listens", async () => {
    const working = gate();
    const finish = gate();
    const after: unknown[] = [];
    const world = await jobs.start((client) => [
      client.createFunction(
        { id: "long", triggers: { event: "go" }, cancelOn: [{ event: "stop", match: "data.n" }] },
        async ({ event, step }) => {
          await step.run("work", async () => {
            if (event.data.n === 2) return;
            working.open();
            await finish.opened;
          });
          await step.run("after", () => void after.push(event.data.n));
        },
      ),
      client.createFunction(
        { id: "heard", triggers: { event: "inngest/function.cancelled" } },
        async ({ event }) => {
          const { function_id, event: cause } = event.data as {
            function_id: string;
            event: { data: object };
          };
          return { function_id, cause: cause.data };
        },
      ),
    ]);
    await world.send("go", { n: 1 });
    await working.opened;
    await world.send("go", { n: 2 });
    await world.send("stop", { n: 1 });
    expect(await world.ended("heard")).toMatchObject([
      { output: { function_id: "test-long", cause: { n: 1 } }, status: "completed" },
    ]);
    finish.open();
    await until(
      () => world.lines.some(({ message }) => message === "jobs.late_result_refused"),
      "the refusal",
    );
    const runs = await world.ended("long", 2);
    expect(runs.map(({ status }) => status)).toEqual(["cancelled", "completed"]);
    expect(after).toEqual([2]);
  });
});
