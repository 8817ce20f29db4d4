import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "@/lib/core/ids";
import { transaction } from "@/lib/ctx";
import { addMember, type Cast, type CastMember, cast } from "@/tests/support/cast";
import { browserOf, serve, withBearer } from "@/tests/support/http";
import { topics } from "@/tests/support/ports";
import { removeMember, transferOwnership, updateMember } from "./commands";

let it: Cast;

beforeAll(async () => {
  it = await cast();
  serve(it.ports);
});
afterAll(() => it.db.drop());
beforeEach(() => it.recorded.clear());

let count = 0;
const another = (role: CastMember["role"] = "member") =>
  addMember(it.db, it.acme, { name: `Extra${++count}`, role, sales: "none" });

const path = (person: CastMember) => `/workspaces/acme/members/${person.memberId}`;
const statusOf = async (person: CastMember) =>
  (
    await it.db.superuser<{ status: string; role: string }>(
      'select status, role from "Member" where id = $1',
      [person.memberId],
    )
  )[0];

test("who may change whom: admins not owners, members nobody, and only owners make owners", async () => {
  const target = await another();
  const attempts: [CastMember, CastMember, object, number][] = [
    [it.cleo, target, { role: "guest" }, 403],
    [it.eve, target, { role: "guest" }, 403],
    [it.ben, target, { role: "owner" }, 403],
    [it.ben, it.ana, { role: "member" }, 403],
    [it.ben, it.ana, { status: "deactivated" }, 403],
    [it.ben, it.ben, { role: "owner" }, 403],
    [it.ben, it.ben, { status: "deactivated" }, 403],
    [it.ben, target, { role: "admin" }, 200],
    [it.ana, target, { role: "owner" }, 200],
    [it.ben, target, { role: "member" }, 403],
    [it.ana, target, { role: "member", sales_access: "own" }, 200],
  ];
  for (const [viewer, person, change, status] of attempts) {
    const answer = await (await browserOf(it, viewer)).patch(path(person), change);
    expect(answer.status, `${viewer.name} ${person.name} ${JSON.stringify(change)}`).toBe(status);
  }
});

test("an assistant has no role, and cannot be removed as a person", async () => {
  const ana = await browserOf(it, it.ana);
  const assistant = `/workspaces/acme/members/${it.assistant.memberId}`;
  expect((await ana.patch(assistant, { role: "admin" })).status).toBe(403);
  expect((await ana.delete(assistant)).status).toBe(403);
});

test("the last owner stays an owner, whatever way out is tried", async () => {
  const gus = await browserOf(it, it.gus);
  const own = `/workspaces/globex/members/${it.gus.memberId}`;
  expect((await gus.patch(own, { role: "admin" })).status).toBe(409);
  expect((await gus.delete(own)).status).toBe(409);
  expect((await gus.patch(own, { status: "deactivated" })).status).toBe(403);
  expect((await gus.delete("/me")).status).toBe(409);
  expect(await statusOf(it.gus)).toEqual({ status: "active", role: "owner" });
});

test("of two owners who step down at the same moment, one stays", async () => {
  for (let round = 0; round < 5; round++) {
    const second = await another("owner");
    const results = await Promise.allSettled([
      updateMember(it.ctxOf(it.ana), it.ana.memberId, { role: "admin" }),
      updateMember(it.ctxOf(second), second.memberId, { role: "admin" }),
    ]);
    const owners = await it.db.superuser(
      `select id from "Member" where "workspaceId" = $1 and role = 'owner' and status = 'active'`,
      [it.acme.id],
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    expect(owners).toHaveLength(1);
    await it.db.superuser(`update "Member" set role = 'owner' where id = $1`, [it.ana.memberId]);
    await it.db.superuser(`update "Member" set role = 'member', status = 'removed' where id = $1`, [
      second.memberId,
    ]);
  }
});

test("deactivation ends access at once: the next request is 404, keys are revoked, sockets are to be ended", async () => {
  const person = await another();
  const browser = await browserOf(it, person);
  const made = await browser.post("/me/api_keys", { name: "k", workspace: "acme", scopes: ["read"] });
  const program = withBearer(made.body.token);
  expect((await program.get("/workspaces/acme")).status).toBe(200);

  const ben = await browserOf(it, it.ben);
  expect((await ben.patch(path(person), { status: "deactivated" })).status).toBe(200);
  expect((await browser.get("/workspaces/acme")).status).toBe(404);
  expect((await program.get("/workspaces/acme")).status).toBe(401);
  expect((await browser.get("/me")).body.workspaces).toEqual([]);
  await it.recorded.settled();
  expect(it.recorded.jobs).toContainEqual(
    expect.objectContaining({
      name: "access.revoked",
      payload: expect.objectContaining({ user_id: person.userId, reason: "deactivated" }),
    }),
  );
  expect(it.recorded.heardOn(topics.workspace(it.acme.id))).toContainEqual({
    name: "member.changed",
    payload: { workspace_id: it.acme.id, member_id: person.memberId, status: "deactivated" },
  });

  // Activated again, the person is back; the key is not.
  expect((await ben.patch(path(person), { status: "active" })).status).toBe(200);
  expect((await browser.get("/workspaces/acme")).status).toBe(200);
  expect((await program.get("/workspaces/acme")).status).toBe(401);
});

test("a role holds from the next request on", async () => {
  const person = await another("admin");
  const browser = await browserOf(it, person);
  expect((await browser.get("/workspaces/acme/audit")).status).toBe(200);
  await updateMember(it.ctxOf(it.ana), person.memberId, { role: "guest" });
  expect((await browser.get("/workspaces/acme/audit")).status).toBe(403);
  await it.recorded.settled();
  expect(it.recorded.jobs.map((job) => job.name)).toContain("access.revoked");
});

test("one leaves by oneself; others are removed by admins alone; the name stays with what was written", async () => {
  const leaver = await another();
  const removed = await another();
  expect((await (await browserOf(it, it.cleo)).delete(path(removed))).status).toBe(403);
  expect((await (await browserOf(it, it.ben)).delete(path(removed))).status).toBe(204);
  expect((await (await browserOf(it, leaver)).delete(path(leaver))).status).toBe(204);
  expect((await (await browserOf(it, leaver)).get("/workspaces/acme")).status).toBe(404);
  expect((await (await browserOf(it, it.ben)).get(path(removed))).status).toBe(404);
  const names = await it.db.superuser('select name from "Member" where id = $1', [removed.memberId]);
  expect(names).toEqual([{ name: removed.name }]);
});

test("ownership is handed over in one step", async () => {
  const heir = await another("admin");
  await transferOwnership(it.ctxOf(it.ana), heir.memberId);
  expect([(await statusOf(heir))?.role, (await statusOf(it.ana))?.role]).toEqual(["owner", "admin"]);
  await transferOwnership(it.ctxOf({ ...heir, role: "owner" }), it.ana.memberId);
  await it.db.superuser(`update "Member" set role = 'member' where id = $1`, [heir.memberId]);
  await expect(transferOwnership(it.ctxOf(it.ana), it.eve.memberId)).rejects.toMatchObject({
    code: "CONFLICT",
  });
  await expect(transferOwnership(it.ctxOf(it.ben), it.ben.memberId)).rejects.toMatchObject({
    code: "FORBIDDEN",
  });
});

test("members are listed in pages, without the stranger; guests see whom they talk with", async () => {
  const ben = await browserOf(it, it.ben);
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `?limit=3&cursor=${cursor}` : "?limit=3";
    const { body } = await ben.get(`/workspaces/acme/members${query}`);
    ids.push(...body.items.map((member: { id: string }) => member.id));
    cursor = body.next_cursor;
  } while (cursor);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain(it.cleo.memberId);
  expect(ids).not.toContain(it.gus.memberId);
  expect((await ben.get("/workspaces/acme/members?cursor=nonsense")).body.errors[0].path).toBe("cursor");

  const eve = await browserOf(it, it.eve);
  const seen = (await eve.get("/workspaces/acme/members")).body.items;
  expect(seen.map((member: { name: string; email: string | null }) => [member.name, member.email])).toEqual([
    ["Eve", null],
  ]);
  expect((await eve.get(path(it.cleo))).status).toBe(404);
});

test("another workspace's member answers like one that does not exist, and nothing of them changes", async () => {
  const ana = await browserOf(it, it.ana);
  const before = await statusOf(it.gus);
  const answers = [];
  for (const id of [it.gus.memberId, newId()]) {
    const one = `/workspaces/acme/members/${id}`;
    const tried = [await ana.get(one), await ana.patch(one, { role: "guest" }), await ana.delete(one)];
    const owner = await ana.put("/workspaces/acme/owner", { member_id: id });
    answers.push([...tried, owner].map(({ status, body }) => ({ status, ...body, request_id: "" })));
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.map((answer) => answer.status)).toEqual([404, 404, 404, 404]);
  expect(await statusOf(it.gus)).toEqual(before);
  expect((await ana.get(`/workspaces/globex/members/${it.gus.memberId}`)).status).toBe(404);
});

test("every change is in the log with what it was before", async () => {
  const person = await another();
  await updateMember(it.ctxOf(it.ben), person.memberId, { role: "guest", salesAccess: "own" });
  await removeMember(it.ctxOf(it.ben), person.memberId);
  const entries = await transaction(it.ctxOf(it.ana), (tx) =>
    tx.db.auditEntry.findMany({ where: { targetId: person.memberId }, orderBy: { seq: "asc" } }),
  );
  expect(
    entries.map(({ action, before, after, actorName }) => ({ action, before, after, actorName })),
  ).toEqual([
    {
      action: "member.updated",
      before: { role: "member", salesAccess: "none" },
      after: { role: "guest", salesAccess: "own" },
      actorName: "Ben",
    },
    { action: "member.removed", before: { name: person.name, role: "guest" }, after: null, actorName: "Ben" },
  ]);
});
