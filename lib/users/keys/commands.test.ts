import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY, manualClock } from "@/lib/core/clock";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { browserOf, serve, withBearer } from "@/tests/support/http";

const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
let it: Cast;

beforeAll(async () => {
  it = await cast({ clock });
  serve(it.ports);
});
afterAll(() => it.db.drop());

async function keyOf(person: CastMember, scopes: string[], change: object = {}) {
  const browser = await browserOf(it, person);
  const answer = await browser.post("/me/api_keys", {
    name: "A script",
    workspace: person.slug,
    scopes,
    ...change,
  });
  expect(answer.status, answer.text).toBe(201);
  return { browser, key: answer.body.key, token: answer.body.token as string };
}

test("a key works in its workspace, is shown once, and is kept as a hash", async () => {
  const { browser, key, token } = await keyOf(it.mia, ["read"]);
  expect(token).toMatch(/^parley_[\w-]{43}$/);
  expect(key).toMatchObject({ hint: token.slice(-4), scopes: ["read"], workspace: { slug: "acme" } });
  expect((await withBearer(token).get("/workspaces/acme")).body.slug).toBe("acme");
  const listed = await browser.get("/me/api_keys");
  expect(listed.body.items.map((one: { id: string }) => one.id)).toContain(key.id);
  expect(listed.text).not.toContain(token);
  expect(JSON.stringify(await it.db.superuser('select * from "ApiKey"'))).not.toContain(token);
});

test("scopes bound what a key does, and a role bounds its scopes", async () => {
  const reading = withBearer((await keyOf(it.ben, ["read"])).token);
  expect((await reading.get("/workspaces/acme/members")).status).toBe(200);
  expect((await reading.post("/workspaces/acme/conversations", { kind: "channel", name: "x" })).status).toBe(
    403,
  );
  expect((await reading.get("/workspaces/acme/audit")).status).toBe(403);
  const admin = withBearer((await keyOf(it.ben, ["read", "admin"])).token);
  expect((await admin.get("/workspaces/acme/audit")).status).toBe(200);
  const cleo = withBearer((await keyOf(it.cleo, ["read", "write", "admin"])).token);
  expect((await cleo.get("/workspaces/acme/audit")).status).toBe(403);
});

test("a key of one workspace is a stranger in every other, and not the person's account", async () => {
  const { token } = await keyOf(it.ana, ["read", "write", "admin"]);
  await it.db.superuser(
    `insert into "Member" ("workspaceId", id, "userId", name, role) values ($1, gen_random_uuid(), $2, 'Ana', 'owner')`,
    [it.globex.id, it.ana.userId],
  );
  const program = withBearer(token);
  expect((await program.get("/workspaces/globex")).status).toBe(404);
  expect((await program.get("/me")).body.workspaces.map((one: { slug: string }) => one.slug)).toEqual([
    "acme",
  ]);
  const listed = await program.get("/workspaces");
  expect(listed.body.items.map((one: { slug: string }) => one.slug)).toEqual(["acme"]);
  for (const path of ["/me/sessions", "/me/api_keys", "/me/events"])
    expect((await program.get(path)).status, path).toBe(403);
  expect((await program.patch("/me", { name: "Mallory" })).status).toBe(403);
  expect((await program.delete("/me")).status).toBe(403);
  const another = { name: "x", workspace: "globex", scopes: ["admin"] };
  expect((await program.post("/me/api_keys", another)).status).toBe(403);
});

test("a key is made only for a workspace that one is in", async () => {
  const browser = await browserOf(it, it.mia);
  for (const workspace of ["globex", "no-such-place"]) {
    const answer = await browser.post("/me/api_keys", { name: "x", workspace, scopes: ["read"] });
    expect([answer.status, answer.body.errors[0].path]).toEqual([422, "workspace"]);
  }
});

test("a revoked key is of no use, and a stranger cannot revoke it", async () => {
  const { browser, key, token } = await keyOf(it.mia, ["read"]);
  expect((await (await browserOf(it, it.gus)).delete(`/me/api_keys/${key.id}`)).status).toBe(404);
  expect((await withBearer(token).get("/workspaces/acme")).status).toBe(200);
  expect((await browser.delete(`/me/api_keys/${key.id}`)).status).toBe(204);
  expect((await withBearer(token).get("/workspaces/acme")).status).toBe(401);
  expect((await browser.delete(`/me/api_keys/${key.id}`)).status).toBe(404);
});

test("a key ends on its day", async () => {
  const { token } = await keyOf(it.mia, ["read"], { expires_in_days: 1 });
  clock.advance(DAY - 1);
  expect((await withBearer(token).get("/workspaces/acme")).status).toBe(200);
  clock.advance(1);
  expect((await withBearer(token).get("/workspaces/acme")).status).toBe(401);
});

test("the workspace's log says who made and who revoked a key", async () => {
  const { browser, key } = await keyOf(it.mia, ["read"]);
  await browser.delete(`/me/api_keys/${key.id}`);
  const audit = await (await browserOf(it, it.ben)).get("/workspaces/acme/audit?limit=2");
  expect(audit.body.items.map((entry: { action: string }) => entry.action)).toEqual([
    "api_key.revoked",
    "api_key.created",
  ]);
  expect(audit.body.items[0].actor.name).toBe("Mia");
});
