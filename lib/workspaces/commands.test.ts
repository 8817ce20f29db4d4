import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { DAY, manualClock } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { type Cast, cast } from "@/tests/support/cast";
import { browserOf, openBrowser, serve } from "@/tests/support/http";

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

async function newcomer() {
  const browser = openBrowser();
  await browser.post("/auth/register", {
    name: "Nora",
    email: `new${++count}@example.com`,
    password: PASSWORD,
  });
  return browser;
}

test("a new workspace has its owner, its assistant, and #general with both in it", async () => {
  const nora = await newcomer();
  const made = await nora.post("/workspaces", { name: "North Wind", slug: "north-wind" });
  expect(made.status, made.text).toBe(201);
  expect(made.body).toMatchObject({ slug: "north-wind", role: "owner" });

  expect((await nora.get("/me")).body.workspaces).toEqual([made.body]);
  const members = (await nora.get("/workspaces/north-wind/members")).body.items;
  expect(members.map(({ name, kind }: { name: string; kind: string }) => [name, kind]).sort()).toEqual([
    ["Nora", "person"],
    ["assistant", "assistant"],
  ]);
  const [general] = (await nora.get("/workspaces/north-wind/conversations")).body.items;
  expect(general).toMatchObject({ name: "general", visibility: "public", joined: true, member_count: 2 });
  const [entry] = (await nora.get("/workspaces/north-wind/audit")).body.items;
  expect(entry).toMatchObject({ seq: 1, action: "workspace.created", actor: { name: "Nora" } });
});

test.each([
  "a",
  "x".repeat(41),
  "Two Words",
  "-edge",
  "edge-",
  "double--hyphen",
  "dot.dot",
  "snake_case",
  "../etc",
  "пример",
  "admin",
  "API",
  "sign-in",
  "new",
  "",
])("the address %j is refused", async (slug) => {
  const answer = await (await newcomer()).post("/workspaces", { name: "Acme", slug });
  expect(answer.status).toBe(422);
  expect(answer.body.errors[0].path).toBe("slug");
});

test("an address is taken once, whatever its case, also by two at the same moment", async () => {
  const [one, two] = [await newcomer(), await newcomer()];
  expect((await one.post("/workspaces", { name: "Acme too", slug: "ACME" })).body).toMatchObject({
    status: 409,
    errors: [{ path: "slug" }],
  });
  const answers = await Promise.all(
    [one, two].map((browser) => browser.post("/workspaces", { name: "Race", slug: "race" })),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  expect((await one.get("/me")).body.workspaces.length + (await two.get("/me")).body.workspaces.length).toBe(
    1,
  );
});

test("admins change the workspace, and the log says what was before", async () => {
  const ben = await browserOf(it, it.ben);
  const changed = await ben.patch("/workspaces/acme", {
    name: "Acme Bikes",
    time_zone: "Europe/Berlin",
    allowed_domains: ["Acme.Example"],
  });
  expect(changed.body).toMatchObject({
    name: "Acme Bikes",
    time_zone: "Europe/Berlin",
    allowed_domains: ["acme.example"],
  });
  const [entry] = (await ben.get("/workspaces/acme/audit")).body.items;
  expect(entry).toMatchObject({
    action: "workspace.updated",
    before: { name: "Acme", timeZone: "UTC" },
    after: { name: "Acme Bikes", timeZone: "Europe/Berlin" },
  });
  expect((await (await browserOf(it, it.cleo)).patch("/workspaces/acme", { name: "x" })).status).toBe(403);
  expect((await ben.patch("/workspaces/acme", { slug: "globex" })).status).toBe(409);
  expect((await ben.patch("/workspaces/acme", { time_zone: "Mars/Olympus" })).body.errors[0].path).toBe(
    "time_zone",
  );
  expect((await ben.patch("/workspaces/acme", { default_model_id: newId() })).body.errors[0].path).toBe(
    "default_model_id",
  );
});

test("a moved workspace answers under its new address alone", async () => {
  const ana = await browserOf(it, it.ana);
  expect((await ana.patch("/workspaces/acme", { slug: "acme-bikes" })).status).toBe(200);
  expect((await ana.get("/workspaces/acme")).status).toBe(404);
  expect((await ana.patch("/workspaces/acme-bikes", { slug: "acme" })).status).toBe(200);
});

test("a deleted workspace is gone at once, keeps its address, and comes back within 30 days", async () => {
  const nora = await newcomer();
  await nora.post("/workspaces", { name: "Brief", slug: "brief" });
  expect((await nora.delete("/workspaces/brief")).status).toBe(204);
  expect((await nora.get("/workspaces/brief")).status).toBe(404);
  expect((await nora.get("/me")).body.workspaces).toEqual([]);
  expect((await (await newcomer()).post("/workspaces", { name: "Brief", slug: "brief" })).status).toBe(409);
  await it.recorded.settled();
  expect(it.recorded.jobs.map((job) => job.name)).toContain("access.revoked");

  const [deleted] = (await nora.get("/me/deleted_workspaces")).body.items;
  expect(deleted.slug).toBe("brief");
  const stranger = await browserOf(it, it.gus);
  expect((await stranger.post(`/me/deleted_workspaces/${deleted.id}/restore`)).status).toBe(404);
  expect((await nora.post(`/me/deleted_workspaces/${deleted.id}/restore`)).status).toBe(200);
  expect((await nora.get("/workspaces/brief")).status).toBe(200);

  await nora.delete("/workspaces/brief");
  clock.advance(30 * DAY);
  await nora.post("/auth/session", { email: `new${count - 1}@example.com`, password: PASSWORD });
  expect((await nora.post(`/me/deleted_workspaces/${deleted.id}/restore`)).status).toBe(404);
});

test("only an owner deletes a workspace", async () => {
  clock.advance(0);
  expect((await (await browserOf(it, it.ben)).delete("/workspaces/acme")).status).toBe(403);
  expect((await (await browserOf(it, it.gus)).delete("/workspaces/acme")).status).toBe(404);
  expect((await (await browserOf(it, it.ana)).get("/workspaces/acme")).status).toBe(200);
});
