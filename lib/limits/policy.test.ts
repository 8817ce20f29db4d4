import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, MINUTE, manualClock } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { type IdentityCtx, identity } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { browserOf, serve } from "@/tests/support/http";
import { beginAttempt } from "./idempotency/policy";
import { limitHeaders, takeLimits } from "./policy";

const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
let it: Cast;
let anybody: IdentityCtx;

beforeAll(async () => {
  it = await cast({ clock });
  serve(it.ports);
  anybody = {
    ...it.ports,
    userId: null,
    requestId: newId(),
    client: { ip: null, network: "n", userAgent: null },
    later: (work) => void work(),
  };
});
afterAll(() => it.db.drop());
beforeEach(() => it.recorded.clear());

const take = (...wanted: Parameters<typeof takeLimits>[1]) =>
  identity(anybody, (tx) => takeLimits(tx, wanted));

test("a limit holds under parallel calls, for its own key alone", async () => {
  const results = await Promise.allSettled(
    Array.from({ length: 25 }, () => take({ name: "sign_in", key: "parallel" })),
  );
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(10);
  await expect(take({ name: "sign_in", key: "another" })).resolves.toHaveLength(1);
});

test("several limits are taken together or not at all", async () => {
  for (let i = 0; i < 3; i++) await take({ name: "reset", key: "together" });
  const both = [
    { name: "reset", key: "together" },
    { name: "sign_up", key: "together" },
  ] as const;
  await expect(take(...both)).rejects.toMatchObject({
    code: "RATE_LIMITED",
    details: { limit: 3, retryAfterSeconds: expect.any(Number) },
  });
  const [hit] = await take({ name: "sign_up", key: "together" });
  expect(hit).toMatchObject({ most: 10, remaining: 9 });
});

test("the headers tell of the limit that is nearest to its end", () => {
  const headers = limitHeaders([
    { name: "api_credential", most: 600, remaining: 598, resetSeconds: 60 },
    { name: "messages", most: 60, remaining: 3, resetSeconds: 61 },
  ]);
  expect(Object.fromEntries(headers)).toEqual({
    "ratelimit-limit": "60",
    "ratelimit-remaining": "3",
    "ratelimit-reset": "61",
  });
});

test("the operator changes a number in its row, and it holds at once", async () => {
  await it.db.superuser(`update "RateLimit" set most = 2 where name = 'api_credential'`);
  const browser = await browserOf(it, it.mia);
  const answers = [await browser.get("/me"), await browser.get("/me"), await browser.get("/me")];
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 429]);
  expect(answers[0]?.headers.get("ratelimit-remaining")).toBe("1");
  expect(answers[2]?.headers.get("retry-after")).toMatch(/^\d+$/);
  await it.db.superuser(`update "RateLimit" set most = 600 where name = 'api_credential'`);
});

test("requests that are refused count too", async () => {
  await it.db.superuser(`update "RateLimit" set most = 3 where name = 'api_credential'`);
  const browser = await browserOf(it, it.cleo);
  const refused = [];
  for (let i = 0; i < 4; i++) refused.push((await browser.get("/workspaces/acme/audit")).status);
  expect(refused).toEqual([403, 403, 403, 429]);
  const stranger = await browserOf(it, it.gus);
  const missing = [];
  for (let i = 0; i < 4; i++) missing.push((await stranger.get("/workspaces/acme")).status);
  expect(missing).toEqual([404, 404, 404, 429]);
  await it.db.superuser(`update "RateLimit" set most = 600 where name = 'api_credential'`);
});

test("a POST with an Idempotency-Key is done once, and repeated from memory for a day", async () => {
  const browser = await browserOf(it, it.mia);
  const post = (name: string, key: string) =>
    browser.post(
      "/workspaces/acme/conversations",
      { kind: "channel", name },
      { headers: { "idempotency-key": key } },
    );
  const first = await post("once", "key-1");
  const again = await post("once", "key-1");
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get("idempotency-replayed")).toBe("true");
  expect((await post("something else", "key-1")).status).toBe(409);
  expect((await post("x", "a key with blanks")).body.errors[0].path).toMatch(/idempotency/i);

  // What failed may be tried again with the same key.
  expect((await post("once", "key-2")).status).toBe(409);
  expect((await post("twice", "key-2")).status).toBe(201);
  // Another member's key is another key.
  const ben = await browserOf(it, it.ben);
  const others = await ben.post(
    "/workspaces/acme/conversations",
    { kind: "channel", name: "ben-once" },
    { headers: { "idempotency-key": "key-1" } },
  );
  expect(others.body.name).toBe("ben-once");
});

test("of two at the same moment one runs; an attempt that died can be taken over after a minute, an old key after a day", async () => {
  const ctx = it.ctxOf(it.ana);
  const request = { key: "race", operation: "POST /x", body: { a: 1 } };
  const results = await Promise.allSettled([beginAttempt(ctx, request), beginAttempt(ctx, request)]);
  expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  await expect(beginAttempt(ctx, request)).rejects.toMatchObject({ code: "CONFLICT" });
  clock.advance(MINUTE + 1);
  const second = await beginAttempt(ctx, request);
  if (second.kind !== "run") throw new Error("It should run.");
  await second.keep({ status: 201, body: { done: true } });
  expect(await beginAttempt(ctx, request)).toEqual({
    kind: "replay",
    answer: { status: 201, body: { done: true } },
  });
  clock.advance(DAY + 1);
  expect((await beginAttempt(ctx, { ...request, body: { a: 2 } })).kind).toBe("run");
});
