import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { HOUR, MINUTE, manualClock } from "@/lib/core/clock";
import { sessionCookieName } from "@/lib/web/cookies";
import { type Cast, cast } from "@/tests/support/cast";
import { anonymous, openBrowser, serve } from "@/tests/support/http";

const PASSWORD = "correct horse battery";
const NEXT = "another long password";
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
  const email = `reset${++count}@example.com`;
  const browser = openBrowser();
  await browser.post("/auth/register", { name: "Nora <b>", email, password: PASSWORD });
  return { browser, email };
}

async function resetToken(email: string, nth = 1): Promise<string> {
  expect((await anonymous().post("/auth/password/forgot", { email })).status).toBe(202);
  const resets = () => it.recorded.mails.filter((mail) => mail.to === email && mail.text.includes("/reset/"));
  await expect.poll(resets).toHaveLength(nth);
  return /\/reset\/([\w-]{43})/.exec(resets().at(-1)?.text ?? "")?.[1] ?? "";
}

const signIn = (email: string, password: string) => openBrowser().post("/auth/session", { email, password });
const reset = (token: string, password = NEXT) =>
  anonymous().post("/auth/password/reset", { token, password });

test("a mailed link sets a new password once, ends every session, and a mail says so", async () => {
  const { browser, email } = await registered();
  const tokens = (await anonymous().post("/auth/token", { email, password: PASSWORD })).body;
  const token = await resetToken(email);
  expect((await reset(token)).status).toBe(204);

  expect((await browser.get("/me")).status).toBe(401);
  const refresh = { refresh_token: tokens.refresh_token };
  expect((await anonymous().post("/auth/refresh", refresh)).status).toBe(401);
  expect((await signIn(email, PASSWORD)).status).toBe(401);
  expect((await signIn(email, NEXT)).status).toBe(204);
  expect((await reset(token)).status).toBe(410);
  await expect
    .poll(() => it.recorded.mails.map((mail) => mail.subject))
    .toContain("Your Parley password was changed");
});

test("links come from the configuration, whatever the Host header says", async () => {
  const { email } = await registered();
  const headers = { host: "evil.example", "x-forwarded-host": "evil.example" };
  expect((await anonymous().post("/auth/password/forgot", { email }, { headers })).status).toBe(202);
  await expect.poll(() => it.recorded.mails.some((mail) => mail.text.includes("/reset/"))).toBe(true);
  const everything = JSON.stringify(it.recorded.mails);
  expect(everything).not.toContain("evil.example");
  expect(everything).toContain("http://localhost:3000/reset/");
});

test("a name cannot put markup into a mail", async () => {
  const { email } = await registered();
  await resetToken(email);
  const mail = it.recorded.mails.find((one) => one.text.includes("/reset/"));
  expect(mail?.html).toContain("Nora &lt;b&gt;");
  expect(mail?.html).not.toContain("<b>");
});

test("the newest link replaces the older ones", async () => {
  const { email } = await registered();
  const older = await resetToken(email);
  const newest = await resetToken(email, 2);
  expect((await reset(older)).status).toBe(410);
  expect((await reset(newest)).status).toBe(204);
});

test("a link works for six hours", async () => {
  const { email } = await registered();
  const token = await resetToken(email);
  clock.advance(6 * HOUR);
  expect((await reset(token)).status).toBe(410);
  const second = await registered();
  const fresh = await resetToken(second.email);
  clock.advance(6 * HOUR - MINUTE);
  expect((await reset(fresh)).status).toBe(204);
});

test("of ten who use a link at the same moment, one does", async () => {
  const { email } = await registered();
  const token = await resetToken(email);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) => reset(token, `parallel password ${i}`)),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([204, ...Array(9).fill(410)]);
});

test("a common password is refused before the link is used up", async () => {
  const { email } = await registered();
  const token = await resetToken(email);
  const refused = await reset(token, "password1");
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0].path).toBe("password");
  expect((await reset(token)).status).toBe(204);
});

test("asking for an unknown address answers as for a known one, and mails nobody", async () => {
  const { email } = await registered();
  const known = await anonymous().post("/auth/password/forgot", { email });
  const unknown = await anonymous().post("/auth/password/forgot", { email: "nobody@example.com" });
  expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
  await expect.poll(() => it.recorded.mails.some((mail) => mail.text.includes("/reset/"))).toBe(true);
  expect(it.recorded.mails.some((mail) => mail.to === "nobody@example.com")).toBe(false);
});

test("an account is asked to reset three times an hour, known or not", async () => {
  const { email } = await registered();
  for (const address of [email, "someone-else@example.com"]) {
    const answers = [];
    for (let i = 0; i < 4; i++)
      answers.push((await anonymous().post("/auth/password/forgot", { email: address })).status);
    expect(answers).toEqual([202, 202, 202, 429]);
  }
});

test("a mail server that is down neither fails the answer nor slows it", async () => {
  const { email } = await registered();
  let attempts = 0;
  let giveUp = () => {};
  const mail = {
    ...it.ports.mail,
    send: () => {
      attempts++;
      return new Promise<void>((_, reject) => {
        giveUp = () => reject(new Error("down"));
      });
    },
  };
  serve({ ...it.ports, mail });
  // It is answered while nothing is heard of the mail, which stays so until all is over.
  expect((await anonymous().post("/auth/password/forgot", { email })).status).toBe(202);
  await expect.poll(() => attempts).toBe(1);
  giveUp();
  serve(it.ports);
});

test("a password is changed with the current one; other sessions end, this browser goes on with a new one", async () => {
  const { browser, email } = await registered();
  const phone = openBrowser();
  await phone.post("/auth/session", { email, password: PASSWORD });
  const before = browser.cookies.get(sessionCookieName());

  const missing = await browser.patch("/me", { new_password: NEXT });
  expect([missing.status, missing.body.errors[0].path]).toEqual([422, "current_password"]);
  const wrong = await browser.patch("/me", { current_password: "not this", new_password: NEXT });
  expect([wrong.status, wrong.body.errors[0].path]).toEqual([422, "current_password"]);
  expect((await browser.patch("/me", { current_password: PASSWORD, new_password: NEXT })).status).toBe(200);

  expect(browser.cookies.get(sessionCookieName())).not.toBe(before);
  expect((await browser.get("/me")).status).toBe(200);
  expect((await phone.get("/me")).status).toBe(401);
  expect((await signIn(email, NEXT)).status).toBe(204);
});
