import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { MINUTE, manualClock } from "@/lib/core/clock";
import { type Cast, cast } from "@/tests/support/cast";
import { anonymous, openBrowser, serve } from "@/tests/support/http";

const PASSWORD = "correct horse battery";
const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
let it: Cast;
let count = 0;

beforeAll(async () => {
  it = await cast({ clock });
  serve(it.ports);
});
afterAll(() => it.db.drop());
beforeEach(() => it.recorded.clear());

async function registered() {
  const email = `link${++count}@example.com`;
  const browser = openBrowser();
  await browser.post("/auth/register", { name: "Nora", email, password: PASSWORD });
  return { browser, email };
}

async function linkFor(email: string, nth = 1): Promise<string> {
  expect((await anonymous().post("/auth/magic_link", { email })).status).toBe(202);
  const links = () => it.recorded.mails.filter((mail) => mail.to === email && mail.text.includes("/link/"));
  await expect.poll(links).toHaveLength(nth);
  return /\/sign-in\/link\/([\w-]{43})/.exec(links().at(-1)?.text ?? "")?.[1] ?? "";
}

async function confirm(token: string) {
  const browser = openBrowser();
  const answer = await browser.post("/auth/magic_link/confirm", { token });
  return { browser, status: answer.status };
}

test("a mailed link signs in once, by a POST", async () => {
  const { email } = await registered();
  const token = await linkFor(email);
  const { browser, status } = await confirm(token);
  expect(status).toBe(204);
  expect((await browser.get("/me")).body).toMatchObject({ email, email_verified: true });
  expect((await confirm(token)).status).toBe(410);
});

test("a link works for 15 minutes, and the newest replaces the older", async () => {
  const { email } = await registered();
  const older = await linkFor(email);
  const newest = await linkFor(email, 2);
  expect((await confirm(older)).status).toBe(410);
  clock.advance(15 * MINUTE);
  expect((await confirm(newest)).status).toBe(410);
});

test("a link of one kind does nothing of another kind", async () => {
  const { email } = await registered();
  const token = await linkFor(email);
  expect((await anonymous().post("/auth/password/reset", { token, password: PASSWORD })).status).toBe(410);
  expect((await anonymous().post("/auth/email/confirm", { token })).status).toBe(410);
  expect((await confirm(token)).status).toBe(204);
});

test("the first sign-in that proves an address throws out whoever registered with it before", async () => {
  const { browser: squatter, email } = await registered();
  const tokens = (await anonymous().post("/auth/token", { email, password: PASSWORD })).body;
  const { browser: owner } = await confirm(await linkFor(email));

  expect((await squatter.get("/me")).status).toBe(401);
  expect((await openBrowser().post("/auth/session", { email, password: PASSWORD })).status).toBe(401);
  const refresh = { refresh_token: tokens.refresh_token };
  expect((await anonymous().post("/auth/refresh", refresh)).status).toBe(401);
  expect((await owner.get("/me")).body).toMatchObject({ email_verified: true, has_password: false });
  await expect
    .poll(() => it.recorded.mails.map((mail) => mail.subject))
    .toContain("Your email is confirmed, your old password is gone");
  // Without a password of one's own there is no current one to tell.
  expect((await owner.patch("/me", { new_password: "one of my own" })).status).toBe(200);
});

test("whoever had confirmed the address keeps the password", async () => {
  const { browser, email } = await registered();
  await expect.poll(() => it.recorded.mails).toHaveLength(1);
  const token = /confirm-email\/([\w-]{43})/.exec(it.recorded.mails[0]?.text ?? "")?.[1];
  await anonymous().post("/auth/email/confirm", { token });
  expect((await confirm(await linkFor(email))).status).toBe(204);
  expect((await browser.get("/me")).status).toBe(200);
  expect((await openBrowser().post("/auth/session", { email, password: PASSWORD })).status).toBe(204);
});

test("an unknown address gets the same answer and no mail", async () => {
  const answer = await anonymous().post("/auth/magic_link", { email: "nobody@example.com" });
  expect([answer.status, answer.text]).toEqual([202, ""]);
  await linkFor((await registered()).email);
  expect(it.recorded.mails.some((mail) => mail.to === "nobody@example.com")).toBe(false);
});
