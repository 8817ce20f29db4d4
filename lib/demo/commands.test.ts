import { afterAll, beforeAll, expect, test } from "vitest";
import { createConversation } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import type { Ctx } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { openBrowser, serve } from "@/tests/support/http";
import { openCompanion, putDemoInPlace, reactInDemo, requestPlay, requestReset, sayInDemo } from "./commands";

let it: Cast;
beforeAll(async () => {
  it = await cast();
  serve(it.ports);
  await it.db.superuser(`update "Workspace" set "isDemo" = true where slug = 'acme'`);
  const { ana, ben, cleo } = it;
  const participantIds = [ben.memberId, cleo.memberId];
  const launch = { kind: "channel" as const, name: "launch", visibility: "public" as const, participantIds };
  await createConversation(it.ctxOf(ana), launch);
});
afterAll(() => it.db.drop());

const notFound = expect.objectContaining({ code: "NOT_FOUND" });
const everything = (ctx: Ctx) => [
  () => openCompanion(ctx),
  () => requestPlay(ctx),
  () => requestReset(ctx),
  () => sayInDemo(ctx, { by: "Gus", channel: "general", text: "Hello", clientId: newId() }),
  () => reactInDemo(ctx, { by: "Gus", messageId: newId(), emoji: "🎉" }),
];

test("in a workspace that the seed did not make there is no demo", async () => {
  for (const work of everything(it.ctxOf(it.gus))) await expect(work()).rejects.toEqual(notFound);
});

test("beyond this machine there is none either, whatever the database says", async () => {
  const { site, ...rest } = it.ctxOf(it.ana);
  const hosted: Ctx = { ...rest, site: { ...site, isLocal: false } };
  for (const work of everything(hosted)) await expect(work()).rejects.toEqual(notFound);
});

test("the link signs another browser in as Ben, once, and only its digest is kept", async () => {
  const { path } = await openCompanion(it.ctxOf(it.ana));
  const token = /^\/sign-in\/link\/([\w-]{43})$/.exec(path)?.[1] ?? "";
  const kept = await it.db.superuser<{ row: string }>(
    `select row_to_json(t)::text as row from "OneTimeToken" t`,
  );
  expect(kept).toHaveLength(1);
  expect(kept[0]?.row).not.toContain(token);

  const browser = openBrowser();
  expect((await browser.post("/auth/magic_link/confirm", { token })).status).toBe(204);
  expect((await browser.get("/me")).body).toMatchObject({ name: "Ben" });
  expect((await openBrowser().post("/auth/magic_link/confirm", { token })).status).toBe(410);
});

test("a newer link replaces the older one", async () => {
  const [first, second] = [await openCompanion(it.ctxOf(it.ana)), await openCompanion(it.ctxOf(it.ana))];
  const use = (path: string) =>
    openBrowser().post("/auth/magic_link/confirm", { token: path.split("/").at(-1) });
  expect((await use(first.path)).status).toBe(410);
  expect((await use(second.path)).status).toBe(204);
});

test("the script speaks as Ben, marked as the demo's; a step that is repeated says it once", async () => {
  const line = { by: "Ben", channel: "launch", text: "The courier is here.", clientId: newId() };
  const id = await sayInDemo(it.ctxOf(it.ana), line);
  expect(await sayInDemo(it.ctxOf(it.ana), line)).toBe(id);
  await reactInDemo(it.ctxOf(it.ana), { by: "Cleo", messageId: id, emoji: "🎉" });

  const said = await it.db.superuser<{ name: string; body: string; reactions: number }>(
    `select s.name, m.body, (select count(*)::int from "Reaction" r where r."messageId" = m.id) as reactions
     from "Message" m join "Member" s on s.id = m."senderId" where m.id = $1`,
    [id],
  );
  expect(said).toEqual([{ name: "Ben", body: "The courier is here.\n\n_Played by the demo_", reactions: 1 }]);
});

test("what is told anew takes the demo's addresses; what people made stays, and who looked on is told", async () => {
  const told = newId();
  await it.db.superuser(
    `insert into "Workspace" (id, slug, name, "isDemo") values ($1, 'acme-new', 'Acme', true)`,
    [told],
  );
  it.recorded.clear();
  await putDemoInPlace(it.ports, [{ id: told, slug: "acme" }]);

  const rows = await it.db.superuser<{ id: string; slug: string }>(
    `select id, slug from "Workspace" order by slug`,
  );
  expect(rows).toEqual([
    { id: told, slug: "acme" },
    { id: it.globex.id, slug: "globex" },
  ]);
  expect(it.recorded.heardOn(`private-w.${it.acme.id}`)).toEqual([
    { name: "workspace.changed", payload: expect.objectContaining({ gone: true }) },
  ]);
});
