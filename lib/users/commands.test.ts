import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, manualClock } from "@/lib/core/clock";
import { sessionCookieName } from "@/lib/web/cookies";
import { type Cast, cast } from "@/tests/support/cast";
import { anonymous, browserOf, openBrowser, serve } from "@/tests/support/http";

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

const newEmail = () => `person${++count}@example.com`;

async function registered(password = PASSWORD) {
  const email = newEmail();
  const browser = openBrowser();
  const answer = await browser.post("/auth/register", { name: "Nora", email, password });
  expect(answer.status, answer.text).toBe(201);
  return { browser, email, user: answer.body.user };
}

test("a new person is signed in at once, and asked by mail whether the address is theirs", async () => {
  const { browser, email, user } = await registered();
  expect(user).toMatchObject({ name: "Nora", email, email_verified: false });
  expect(user).not.toHaveProperty("password_hash");
  expect((await browser.get("/me")).body).toMatchObject({ email, has_password: true, workspaces: [] });

  await expect.poll(() => it.recorded.mails).toHaveLength(1);
  const token = /confirm-email\/([\w-]{43})/.exec(it.recorded.mails[0]?.text ?? "")?.[1];
  expect((await anonymous().post("/auth/email/confirm", { token })).status).toBe(204);
  expect((await browser.get("/me")).body.email_verified).toBe(true);
  expect((await anonymous().post("/auth/email/confirm", { token })).status).toBe(410);
});

test("an address has one account, whatever its case and the blanks around it", async () => {
  const { email } = await registered();
  const answer = await openBrowser().post("/auth/register", {
    name: "Other",
    email: `  ${email.toUpperCase()} `,
    password: PASSWORD,
  });
  expect(answer.status).toBe(409);
  expect(answer.body.errors[0].path).toBe("email");
});

test("of ten who register one address at the same moment, one gets it", async () => {
  const email = newEmail();
  const answers = await Promise.all(
    Array.from({ length: 10 }, () =>
      openBrowser().post("/auth/register", { name: "N", email, password: PASSWORD }),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, ...Array(9).fill(409)]);
});

test.each([
  ["a common password", { password: "password1" }, "password"],
  ["a common password in capitals", { password: "PASSWORD1" }, "password"],
  ["a short password", { password: "1234567" }, "password"],
  ["a password of 129 characters", { password: "x".repeat(129) }, "password"],
  ["an address that is none", { email: "nora" }, "email"],
  ["an address with a line break", { email: "nora@example.com\nBcc: all@example.com" }, "email"],
  ["an address of 255 characters", { email: `${"n".repeat(243)}@example.com` }, "email"],
  ["a name with a line break", { name: "Nora\r\nBcc: all@example.com" }, "name"],
  ["a name of blanks", { name: "   " }, "name"],
  ["a name that cannot be seen", { name: "\u200b\u200b" }, "name"],
  ["a field that nobody asked for", { role: "owner" }, "role"],
])("%s is refused by name", async (_, change, path) => {
  const answer = await openBrowser().post("/auth/register", {
    name: "Nora",
    email: newEmail(),
    password: PASSWORD,
    ...change,
  });
  expect(answer.status).toBe(422);
  expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path);
});

test.each([
  ["blanks at both ends", "  spaced out  "],
  ["more than 72 bytes", `${"a".repeat(90)} and then the end`],
  ["letters of every script", "пароль密码🔐कूट"],
  ["128 characters of four bytes each", "🔐".repeat(128)],
])("a password is compared exactly as it was typed: %s", async (_, password) => {
  const { email } = await registered(password);
  const signIn = (given: string) => openBrowser().post("/auth/session", { email, password: given });
  expect((await signIn(password)).status).toBe(204);
  expect((await signIn(password.trim() === password ? `${password} ` : password.trim())).status).toBe(401);
  expect((await signIn(password.slice(0, -2))).status).toBe(401);
});

test("a wrong password and an unknown address answer alike, in words and about as fast", async () => {
  const { email } = await registered();
  const attempt = async (address: string) => {
    const startedAt = performance.now();
    const answer = await openBrowser().post("/auth/session", { email: address, password: "not this one" });
    return { ms: performance.now() - startedAt, status: answer.status, detail: answer.body.detail };
  };
  const times = { known: [] as number[], unknown: [] as number[] };
  for (let round = 0; round < 9; round++) {
    const known = await attempt(email);
    const unknown = await attempt(newEmail());
    expect({ ...known, ms: 0 }).toEqual({ ...unknown, ms: 0 });
    times.known.push(known.ms);
    times.unknown.push(unknown.ms);
  }
  expect(median(times.unknown)).toBeGreaterThan(median(times.known) * 0.6);
  expect(median(times.unknown)).toBeLessThan(median(times.known) * 1.7);
});

test("a session that is not remembered lasts 12 hours, one that is 14 days, used or not", async () => {
  const { email } = await registered();
  const short = openBrowser();
  const long = openBrowser();
  await short.post("/auth/session", { email, password: PASSWORD });
  const remembered = await long.post("/auth/session", { email, password: PASSWORD, remember: true });
  expect(remembered.headers.getSetCookie()[0]).toMatch(/Expires=Mon, 16 Mar 2026/);

  clock.advance(12 * HOUR - MINUTE);
  expect((await short.get("/me")).status).toBe(200);
  clock.advance(MINUTE);
  expect((await short.get("/me")).status).toBe(401);
  clock.advance(13 * DAY + 11 * HOUR);
  expect((await long.get("/me")).status).toBe(200);
  clock.advance(HOUR);
  expect((await long.get("/me")).status).toBe(401);
});

test("signing in again ends the session that the browser had", async () => {
  const { browser, email } = await registered();
  const before = browser.cookies.get(sessionCookieName()) ?? "";
  await browser.post("/auth/session", { email, password: PASSWORD });
  expect(browser.cookies.get(sessionCookieName())).not.toBe(before);
  const old = openBrowser();
  old.cookies.set(sessionCookieName(), before);
  expect((await old.get("/me")).status).toBe(401);
});

test("a stored session cannot be used: only its hash is in the database", async () => {
  const { browser } = await registered();
  const token = browser.cookies.get(sessionCookieName());
  const rows = await it.db.superuser<{ sessionToken: string }>('select "sessionToken" from "Session"');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.map((row) => row.sessionToken)).not.toContain(token);
  const thief = openBrowser();
  thief.cookies.set(sessionCookieName(), rows.at(-1)?.sessionToken ?? "");
  expect((await thief.get("/me")).status).toBe(401);
});

test("ten wrong passwords from one network are enough, and the owner elsewhere is not locked out", async () => {
  const { email } = await registered();
  const stranger = openBrowser({ address: "203.0.113.7" });
  const guess = (browser = stranger) => browser.post("/auth/session", { email, password: "a guess of mine" });
  for (let i = 0; i < 10; i++) expect((await guess()).status).toBe(401);
  const refused = await guess();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit-limit")).toBe("10");
  expect(refused.headers.get("ratelimit-remaining")).toBe("0");
  // The same network, another of its addresses: refused too. The right password does not help a guesser.
  expect((await guess(openBrowser({ address: "203.0.113.99" }))).status).toBe(429);
  expect((await stranger.post("/auth/session", { email, password: PASSWORD })).status).toBe(429);
  expect((await openBrowser().post("/auth/session", { email, password: PASSWORD })).status).toBe(204);
});

test("who knows the password may sign in often", async () => {
  const { email } = await registered();
  const browser = openBrowser();
  const statuses = [];
  for (let i = 0; i < 15; i++)
    statuses.push((await browser.post("/auth/session", { email, password: PASSWORD })).status);
  expect(statuses).toEqual(Array(15).fill(204));
});

test("a browser that signed in before is not locked out by a stranger in the same office", async () => {
  const address = "198.51.100.20";
  const { email } = await registered();
  const own = openBrowser({ address });
  expect((await own.post("/auth/session", { email, password: PASSWORD })).status).toBe(204);
  const stranger = openBrowser({ address });
  for (let i = 0; i < 11; i++) await stranger.post("/auth/session", { email, password: "a guess of mine" });
  expect((await stranger.post("/auth/session", { email, password: PASSWORD })).status).toBe(429);
  await own.delete("/auth/session");
  expect((await own.post("/auth/session", { email, password: PASSWORD })).status).toBe(204);
});

test("a forged device cookie opens no second limit", async () => {
  const { email, user } = await registered();
  const address = "198.51.100.99";
  const stranger = openBrowser({ address });
  for (let i = 0; i < 10; i++) await stranger.post("/auth/session", { email, password: "a guess of mine" });
  const device = [...stranger.cookies.keys()].find((name) => name.includes("device")) ?? "parley_device";
  stranger.cookies.set(device, `${user.id}.abcdefghijklmnopqrstuv.${"A".repeat(43)}`);
  expect((await stranger.post("/auth/session", { email, password: PASSWORD })).status).toBe(429);
});

test("eleven registrations from one network in an hour are one too many", async () => {
  const address = "192.0.2.44";
  const answers = [];
  for (let i = 0; i < 11; i++)
    answers.push(
      await openBrowser({ address }).post("/auth/register", {
        name: "N",
        email: newEmail(),
        password: PASSWORD,
      }),
    );
  expect(answers.map((answer) => answer.status)).toEqual([...Array(10).fill(201), 429]);
});

test("signing out ends the session on the server, closes the sockets, and clears the browser", async () => {
  const { browser, user } = await registered();
  const token = browser.cookies.get(sessionCookieName()) ?? "";
  const answer = await browser.delete("/auth/session");
  expect(answer.status).toBe(204);
  expect(answer.headers.get("clear-site-data")).toBe('"cache", "storage"');
  expect(browser.cookies.has(sessionCookieName())).toBe(false);
  await expect.poll(() => it.recorded.terminated).toContain(user.id);
  const kept = openBrowser();
  kept.cookies.set(sessionCookieName(), token);
  expect((await kept.get("/me")).status).toBe(401);
  expect((await browser.delete("/auth/session")).status).toBe(204);
});

test("one's sessions are listed, and each can be ended; another person's is as if it were not there", async () => {
  const { browser, email } = await registered();
  const phone = openBrowser();
  await phone.post("/auth/session", { email, password: PASSWORD });
  const { body } = await browser.get("/me/sessions");
  expect(body.items.map((session: { is_current: boolean }) => session.is_current)).toEqual([false, true]);
  expect(body.items[0]).toMatchObject({ user_agent: "Test browser", ip: expect.stringMatching(/^10\./) });

  const stranger = await registered();
  expect((await stranger.browser.delete(`/me/sessions/${body.items[0].id}`)).status).toBe(404);
  expect((await phone.get("/me")).status).toBe(200);
  expect((await browser.delete(`/me/sessions/${body.items[0].id}`)).status).toBe(204);
  expect((await phone.get("/me")).status).toBe(401);
  expect((await browser.get("/me")).status).toBe(200);
});

test("signing out everywhere ends sessions, tokens and sockets", async () => {
  const { browser, email, user } = await registered();
  const phone = openBrowser();
  await phone.post("/auth/session", { email, password: PASSWORD });
  const { body: tokens } = await anonymous().post("/auth/token", { email, password: PASSWORD });
  expect((await browser.delete("/me/sessions")).status).toBe(204);
  expect((await phone.get("/me")).status).toBe(401);
  expect((await anonymous().get("/me", bearer(tokens.access_token))).status).toBe(401);
  expect((await anonymous().post("/auth/refresh", { refresh_token: tokens.refresh_token })).status).toBe(401);
  await expect.poll(() => it.recorded.terminated).toContain(user.id);
});

test("the account log says what happened, from where, newest first, and no secret", async () => {
  const { browser, email } = await registered();
  await openBrowser({ address: "203.0.113.50" }).post("/auth/session", { email, password: "a wrong one" });
  await expect
    .poll(async () =>
      (await browser.get("/me/events")).body.items.map((event: { kind: string }) => event.kind),
    )
    .toEqual(["sign_in_failed", "signed_in", "registered"]);
  const { text, body } = await browser.get("/me/events");
  expect(body.items[0].ip).toBe("203.0.113.50");
  expect(text).not.toContain("wrong one");
});

test("a name is changed here and in every workspace", async () => {
  const ana = await browserOf(it, it.ana);
  expect((await ana.patch("/me", { name: "Ana Maria" })).body.name).toBe("Ana Maria");
  const { body } = await ana.get(`/workspaces/acme/members/${it.ana.memberId}`);
  expect(body.name).toBe("Ana Maria");
});

test("an account is deleted with its sessions, but not while a workspace would be left without an owner", async () => {
  const ana = await browserOf(it, it.ana);
  const refused = await ana.delete("/me");
  expect(refused.status).toBe(409);
  expect(refused.body.detail).toContain("Acme");
  const dev = await browserOf(it, it.dev);
  expect((await dev.delete("/me")).status).toBe(204);
  expect((await dev.get("/me")).status).toBe(401);
  const rows = await it.db.superuser('select status, name, email, "userId" from "Member" where id = $1', [
    it.dev.memberId,
  ]);
  expect(rows).toEqual([{ status: "removed", name: "Dev", email: null, userId: null }]);
});

function bearer(token: string) {
  return { headers: { authorization: `Bearer ${token}` } };
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
