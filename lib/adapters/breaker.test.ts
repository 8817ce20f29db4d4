import { describe, expect, test } from "vitest";
import { createBreakers } from "@/lib/adapters/breaker";
import { manualClock, SECOND } from "@/lib/core/clock";

const start = new Date("2026-11-20T10:00:00Z");

function fixture() {
  const clock = manualClock(start);
  const breaker = createBreakers({ clock, failures: 3, openMs: 30 * SECOND }).breaker("openai");
  let tries = 0;
  const fail = () =>
    breaker.run(async () => {
      tries += 1;
      throw new Error("500");
    });
  const succeed = () =>
    breaker.run(async () => {
      tries += 1;
      return "ok";
    });
  return { clock, breaker, fail, succeed, tries: () => tries };
}

async function failed(work: () => Promise<unknown>, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await work().catch(() => {});
}

describe("a circuit breaker", () => {
  test("opens after consecutive failures and then refuses without trying", async () => {
    const { breaker, fail, succeed, tries } = fixture();
    await failed(fail, 2);
    expect(await succeed()).toBe("ok");
    await failed(fail, 2);
    expect(breaker.status().state).toBe("closed");
    await failed(fail, 1);
    expect(breaker.status()).toEqual({
      name: "openai",
      state: "open",
      consecutiveFailures: 3,
      retryAfterSeconds: 30,
    });

    const before = tries();
    await expect(succeed()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      details: { retryAfterSeconds: 30 },
    });
    expect(tries()).toBe(before);
  });

  test("refuses in less than a millisecond", async () => {
    const { fail, succeed } = fixture();
    await failed(fail, 3);
    const times = 1_000;
    const began = performance.now();
    await failed(succeed, times);
    expect((performance.now() - began) / times).toBeLessThan(1);
  });

  test("half-open lets one trial through: success closes, failure waits again", async () => {
    const { clock, breaker, fail, succeed } = fixture();
    await failed(fail, 3);
    clock.advance(30 * SECOND);
    expect(breaker.status().state).toBe("half-open");

    const trial = breaker.enter();
    await expect(succeed()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    trial.fail();
    expect(breaker.status().state).toBe("open");

    clock.advance(30 * SECOND);
    expect(await succeed()).toBe("ok");
    expect(breaker.status()).toMatchObject({ state: "closed", consecutiveFailures: 0 });
  });

  test("a trial that a person stopped frees its place and decides nothing", async () => {
    const { clock, breaker, fail } = fixture();
    await failed(fail, 3);
    clock.advance(30 * SECOND);
    breaker.enter().abandon();
    expect(breaker.status().state).toBe("half-open");
    breaker.enter().succeed();
    expect(breaker.status().state).toBe("closed");
  });

  test("an outcome is counted once, and a late success of an earlier call does not close it", async () => {
    const { breaker, fail } = fixture();
    const slow = breaker.enter();
    await failed(fail, 3);
    slow.succeed();
    slow.succeed();
    expect(breaker.status().state).toBe("open");

    const { breaker: other } = fixture();
    const call = other.enter();
    call.fail();
    call.fail();
    call.fail();
    expect(other.status().consecutiveFailures).toBe(1);
  });

  test("what the caller does not call a failure is none", async () => {
    const { breaker } = fixture();
    const refused = () =>
      breaker.run(
        async () => {
          throw new Error("401");
        },
        () => false,
      );
    await failed(refused, 10);
    expect(breaker.status()).toMatchObject({ state: "closed", consecutiveFailures: 0 });
  });

  test("providers do not share a breaker, and health sees them all", async () => {
    const breakers = createBreakers({ clock: manualClock(start), failures: 1 });
    await failed(() => breakers.breaker("google").run(() => Promise.reject(new Error("down"))), 1);
    await breakers.breaker("openai").run(async () => {});
    expect(breakers.statuses().map(({ name, state }) => `${name} ${state}`)).toEqual([
      "google open",
      "openai closed",
    ]);
  });
});
