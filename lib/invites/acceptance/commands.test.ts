import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, manualClock } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { mailInvite } from "@/lib/invites/commands";
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

const newEmail = () => `invitee${++count}@example.com`;

async function newcomer(email = newEmail()) {
  const browser = openBrowser();
  const made = await browser.post("/auth/register", { name: "Nora", email, password: PASSWORD });
  expect(made.status).toBe(201);
  return { browser, email, userId: made.body.user.id as string };
}

async function linkInvite(change: object = {}) {
  const ben = await browserOf(it, it.ben);
  const made = await ben.post("/workspaces/acme/invites", { kind: "link", ...change });
  expect(made.status, made.text).toBe(201);
  return { ben, invite: made.body.invite, token: String(made.body.url).split("/invite/")[1] ?? "" };
}

/** Does what the job does, and returns the token that the mail carries. */
async function mailedToken(email: string, change: object = {}): Promise<string> {
  const ben = await browserOf(it, it.ben);
  const made = await ben.post("/workspaces/acme/invites", { kind: "mail", email, ...change });
  expect(made.status, made.text).toBe(201);
  expect(made.body.url).toBeNull();
  await runMailJob();
  const mail = it.recorded.mails.findLast((one) => one.to === email && one.text.includes("/invite/"));
  return /\/invite\/([\w-]{43})/.exec(mail?.text ?? "")?.[1] ?? "";
}

async function runMailJob(): Promise<void> {
  await mailInvite(it.ctxOf(it.ben), await lastJob());
}

async function lastJob(): Promise<{ inviteId: string; sealedToken: string }> {
  await it.recorded.settled();
  const payload = it.recorded.jobs.findLast((one) => one.name === "mail.requested")?.payload ?? {};
  return { inviteId: String(payload.invite_id), sealedToken: String(payload.sealed_token) };
}

const accept = (browser: ReturnType<typeof openBrowser>, token: string) =>
  browser.post(`/invites/${token}/accept`);

test("somebody invited by mail sees what it is about, signs up, and joins with the role and #general", async () => {
  await (await browserOf(it, it.ana)).post("/workspaces/acme/conversations", {
    kind: "channel",
    name: "general",
  });
  const email = newEmail();
  const token = await mailedToken(email, { role: "admin", sales_access: "own" });
  const view = await anonymous().get(`/invites/${token}`);
  expect(view.body).toMatchObject({
    kind: "mail",
    workspace: { slug: "acme", name: "Acme" },
    inviter: "Ben",
    role: "admin",
    email,
    is_member: false,
  });
  const { browser } = await newcomer(email);
  expect((await accept(browser, token)).body.workspace).toMatchObject({ slug: "acme", role: "admin" });
  const conversations = (await browser.get("/workspaces/acme/conversations")).body.items;
  expect(conversations.map((one: { name: string }) => one.name)).toEqual(["general"]);
  expect((await browser.get("/me")).body.email_verified).toBe(true);
  expect((await anonymous().get(`/invites/${token}`)).status).toBe(410);
});

test("an invite by mail is for its address alone", async () => {
  const email = newEmail();
  const token = await mailedToken(email);
  const { browser: other } = await newcomer();
  expect((await accept(other, token)).status).toBe(403);
  expect((await other.get("/workspaces/acme")).status).toBe(404);
  expect((await accept((await newcomer(email)).browser, token)).status).toBe(200);
});

test("signed out, an invite can be looked at and not taken", async () => {
  const { token } = await linkInvite();
  expect((await anonymous().get(`/invites/${token}`)).status).toBe(200);
  expect((await accept(openBrowser(), token)).status).toBe(401);
});

test("a token that never was is not found; its form does not matter", async () => {
  const random = Buffer.alloc(32, 1).toString("base64url");
  for (const token of [random, "short", "%00", "..%2f..%2fme"])
    expect((await anonymous().get(`/invites/${token}`)).status, token).toBe(404);
});

test("a link lets in as many as it says, also when they come at the same moment", async () => {
  const { token, ben, invite } = await linkInvite({ max_uses: 3 });
  const people = await Promise.all(Array.from({ length: 8 }, () => newcomer()));
  const answers = await Promise.all(people.map(({ browser }) => accept(browser, token)));
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 200, 200, 410, 410, 410, 410, 410]);
  const all = (await ben.get("/workspaces/acme/invites?status=all")).body.items;
  expect(all.find((one: { id: string }) => one.id === invite.id)).toMatchObject({
    uses: 3,
    status: "used up",
  });
});

test("pressed twice it joins once and uses one place", async () => {
  const { token } = await linkInvite({ max_uses: 1 });
  const { browser, userId } = await newcomer();
  const answers = await Promise.all([accept(browser, token), accept(browser, token)]);
  expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
  expect((await browser.get(`/invites/${token}`)).body.is_member).toBe(true);
  expect((await anonymous().get(`/invites/${token}`)).status).toBe(410);
  expect(await it.db.superuser('select id from "Member" where "userId" = $1', [userId])).toHaveLength(1);
});

test("who is in already comes in without using the link up, and keeps the role", async () => {
  const { token, ben, invite } = await linkInvite({ max_uses: 1, role: "guest" });
  const cleo = await browserOf(it, it.cleo);
  expect((await accept(cleo, token)).body.workspace.role).toBe("member");
  const [open] = (await ben.get("/workspaces/acme/invites")).body.items;
  expect(open).toMatchObject({ id: invite.id, uses: 0 });
});

test("a withdrawn invite and an old one lead nowhere", async () => {
  const withdrawn = await linkInvite();
  expect((await withdrawn.ben.delete(`/workspaces/acme/invites/${withdrawn.invite.id}`)).status).toBe(204);
  expect((await withdrawn.ben.delete(`/workspaces/acme/invites/${withdrawn.invite.id}`)).status).toBe(404);
  expect((await anonymous().get(`/invites/${withdrawn.token}`)).status).toBe(410);
  const old = await linkInvite({ expires_in_days: 1 });
  const { browser } = await newcomer();
  clock.advance(DAY);
  expect((await anonymous().get(`/invites/${old.token}`)).status).toBe(410);
  await browser.post("/auth/session", { email: `invitee${count}@example.com`, password: PASSWORD });
  expect((await accept(browser, old.token)).status).toBe(410);
});

test("a new invite to the same address replaces the open one", async () => {
  const email = newEmail();
  const first = await mailedToken(email);
  const second = await mailedToken(email);
  expect((await anonymous().get(`/invites/${first}`)).status).toBe(410);
  expect((await anonymous().get(`/invites/${second}`)).status).toBe(200);
});

test("whoever was deactivated waits for an admin; whoever was removed needs a newer invite", async () => {
  const { token } = await linkInvite();
  const { browser } = await newcomer();
  const { member_id } = (await accept(browser, token)).body.workspace;
  const ben = await browserOf(it, it.ben);
  const member = `/workspaces/acme/members/${member_id}`;
  await ben.patch(member, { status: "deactivated" });
  expect((await accept(browser, token)).status).toBe(403);
  await ben.patch(member, { status: "active" });
  await ben.delete(member);
  expect((await accept(browser, token)).status).toBe(410);
  clock.advance(1_000);
  const later = await linkInvite();
  expect((await accept(browser, later.token)).body.workspace.member_id).toBe(member_id);
});

test("nobody invites above their own role, and members invite nobody", async () => {
  const invite = (role: string) => ({ kind: "link", role });
  expect((await (await browserOf(it, it.ben)).post("/workspaces/acme/invites", invite("owner"))).status).toBe(
    403,
  );
  expect((await (await browserOf(it, it.ana)).post("/workspaces/acme/invites", invite("owner"))).status).toBe(
    201,
  );
  expect((await (await browserOf(it, it.mia)).post("/workspaces/acme/invites", invite("guest"))).status).toBe(
    403,
  );
});

test("somebody who is in the workspace is not invited again", async () => {
  const ben = await browserOf(it, it.ben);
  const answer = await ben.post("/workspaces/acme/invites", {
    kind: "mail",
    email: it.cleo.email.toUpperCase(),
  });
  expect([answer.status, answer.body.errors[0].path]).toEqual([409, "email"]);
});

test("the mail server is down: the invite is there, says so, and is mailed once when it is back", async () => {
  const email = newEmail();
  const ben = await browserOf(it, it.ben);
  expect((await ben.post("/workspaces/acme/invites", { kind: "mail", email })).status).toBe(201);
  const payload = await lastJob();
  const down = { ...it.ports.mail, send: () => Promise.reject(new Error("down")) };
  await expect(mailInvite({ ...it.ctxOf(it.ben), mail: down }, payload)).rejects.toThrow("down");
  expect((await ben.get("/workspaces/acme/invites")).body.items[0]).toMatchObject({
    email,
    mail_pending: true,
  });

  await mailInvite(it.ctxOf(it.ben), payload);
  await mailInvite(it.ctxOf(it.ben), payload);
  expect(it.recorded.mails.filter((mail) => mail.to === email)).toHaveLength(1);
  expect((await ben.get("/workspaces/acme/invites")).body.items[0]).toMatchObject({ mail_pending: false });
});

test("a token is readable nowhere: not in the database, the outbox, the job or the list", async () => {
  const { token, ben } = await linkInvite();
  const mailed = await mailedToken(newEmail());
  const everywhere = JSON.stringify([
    await it.db.superuser('select * from "Invite"'),
    await it.db.superuser('select * from "InviteToken"'),
    await it.db.superuser('select * from "Outbox"'),
    await it.db.superuser('select * from "AuditEntry"'),
    it.recorded.jobs,
    (await ben.get("/workspaces/acme/invites?status=all")).body,
  ]);
  expect(mailed).toHaveLength(43);
  expect(everywhere).not.toContain(token);
  expect(everywhere).not.toContain(mailed);
});

test("another workspace's invite answers like one that does not exist", async () => {
  const { invite } = await linkInvite();
  const gus = await browserOf(it, it.gus);
  const answers = [];
  for (const id of [invite.id, newId()]) {
    const { status, body } = await gus.delete(`/workspaces/globex/invites/${id}`);
    answers.push({ status, ...body, request_id: "" });
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.status).toBe(404);
  expect((await gus.get("/workspaces/globex/invites?status=all")).body.items).toEqual([]);
});
