import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY, manualClock } from "@/lib/core/clock";
import { type Cast, cast } from "@/tests/support/cast";
import { anonymous, openBrowser, serve } from "@/tests/support/http";
import { forgetExpired } from "./commands";

const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
let it: Cast;

beforeAll(async () => {
  it = await cast({ clock });
  serve(it.ports);
});
afterAll(() => it.db.drop());

test("what has run out is forgotten, what has not stays, and a family still ends after 180 days", async () => {
  const credentials = { email: "nora@example.com", password: "correct horse battery" };
  await openBrowser().post("/auth/register", { name: "Nora", ...credentials });
  await openBrowser().post("/auth/session", { ...credentials, remember: true });
  let refresh = (await anonymous().post("/auth/token", credentials)).body.refresh_token;
  const left = async (table: string) =>
    (await it.db.superuser<{ n: number }>(`select count(*)::int as n from "${table}"`))[0]?.n;

  expect(await left("Session")).toBe(2);
  clock.advance(DAY);
  await forgetExpired(it.ports);
  expect(await left("Session")).toBe(1);
  for (let day = 1; day < 180; day += 25) {
    const answer = await anonymous().post("/auth/refresh", { refresh_token: refresh });
    expect(answer.status).toBe(200);
    refresh = answer.body.refresh_token;
    clock.advance(25 * DAY);
    await forgetExpired(it.ports);
  }
  expect(await left("RefreshToken")).toBe(0);
  expect((await anonymous().post("/auth/refresh", { refresh_token: refresh })).status).toBe(401);
});
