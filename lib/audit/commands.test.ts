import { afterAll, beforeAll, expect, test } from "vitest";
import { transaction } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { browserOf, serve } from "@/tests/support/http";
import { appendAudit } from "./policy";
import { verifyAudit } from "./queries";

let it: Cast;

beforeAll(async () => {
  it = await cast();
  serve(it.ports);
});
afterAll(() => it.db.drop());

const note = (name: string, person = it.ben) =>
  transaction(it.ctxOf(person), (tx) =>
    appendAudit(tx, {
      action: "workspace.updated",
      target: { kind: "workspace", id: tx.workspaceId },
      before: { name: "a", nothing: undefined, nested: { b: [1, 2.5, null], a: "ü🔐" } },
      after: { name },
    }),
  );
const verify = () => verifyAudit(it.ctxOf(it.ana));

test("a chain of entries, written by many at once, has no gap and verifies", async () => {
  await Promise.all(Array.from({ length: 12 }, (_, i) => note(`name ${i}`)));
  expect(await verify()).toEqual({ intact: true, entries: 12, brokenAt: null });
});

test("what fails leaves no entry and no gap", async () => {
  const failing = transaction(it.ctxOf(it.ben), async (tx) => {
    await appendAudit(tx, { action: "workspace.updated" });
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await verify()).toMatchObject({ intact: true, entries: 12 });
});

test("the application itself cannot change or delete an entry", async () => {
  const ctx = it.ctxOf(it.ana);
  await expect(
    transaction(ctx, (tx) => tx.db.auditEntry.updateMany({ data: { action: "x" } })),
  ).rejects.toThrow();
  await expect(transaction(ctx, (tx) => tx.db.auditEntry.deleteMany({}))).rejects.toThrow();
});

test.each([
  ["a changed name", `update "AuditEntry" set "actorName" = 'Cleo' where seq = 5 and "workspaceId" = $1`, 5],
  [
    "a changed field",
    `update "AuditEntry" set after = '{"name":"other"}' where seq = 6 and "workspaceId" = $1`,
    6,
  ],
  [
    "another time",
    `update "AuditEntry" set "createdAt" = "createdAt" + interval '1 s' where seq = 7 and "workspaceId" = $1`,
    7,
  ],
  ["a missing entry", `delete from "AuditEntry" where seq = 8 and "workspaceId" = $1`, 8],
  ["an end cut off", `delete from "AuditEntry" where seq = 12 and "workspaceId" = $1`, 12],
])("above the policies, %s is found", async (_, sql, at) => {
  const kept = await it.db.superuser<Record<string, unknown>>(
    'select * from "AuditEntry" where "workspaceId" = $1',
    [it.acme.id],
  );
  await it.db.superuser(sql, [it.acme.id]);
  expect(await verify()).toEqual({ intact: false, entries: 12, brokenAt: at });
  await it.db.superuser('delete from "AuditEntry" where "workspaceId" = $1', [it.acme.id]);
  for (const row of kept) {
    const names = Object.keys(row);
    const values = names.map((name) =>
      name === "before" || name === "after" ? JSON.stringify(row[name]) : row[name],
    );
    await it.db.superuser(
      `insert into "AuditEntry" (${names.map((name) => `"${name}"`).join(",")}) values (${names.map((_, i) => `$${i + 1}`).join(",")})`,
      values.map((value) => (value === "null" ? null : value)),
    );
  }
  expect(await verify()).toMatchObject({ intact: true });
});

test("the log is for admins, in pages, newest first, with filters, and each workspace has its own", async () => {
  const ben = await browserOf(it, it.ben);
  const first = (await ben.get("/workspaces/acme/audit?limit=5")).body;
  expect(first.items.map((entry: { seq: number }) => entry.seq)).toEqual([12, 11, 10, 9, 8]);
  const second = (await ben.get(`/workspaces/acme/audit?limit=5&cursor=${first.next_cursor}`)).body;
  expect(second.items[0].seq).toBe(7);
  const none = await ben.get("/workspaces/acme/audit?action=member.removed");
  expect(none.body).toEqual({ items: [], next_cursor: null });
  expect((await ben.get(`/workspaces/acme/audit?actor_id=${it.ben.memberId}`)).body.items).toHaveLength(12);
  expect((await ben.get("/workspaces/acme/audit?from=2999-01-01")).body.items).toEqual([]);
  expect((await ben.get("/workspaces/acme/audit?from=tomorrow")).body.errors[0].path).toBe("from");
  expect((await ben.get("/workspaces/acme/audit?cursor=x")).body.errors[0].path).toBe("cursor");
  expect((await (await browserOf(it, it.mia)).get("/workspaces/acme/audit")).status).toBe(403);
  expect((await (await browserOf(it, it.gus)).get("/workspaces/acme/audit")).status).toBe(404);
  expect((await (await browserOf(it, it.gus)).get("/workspaces/globex/audit")).body.items).toEqual([]);
});

test("an export is an entry itself, and no spreadsheet runs what it says", async () => {
  await note("=HYPERLINK(1)", { ...it.ben, name: '=cmd|" /C calc"!A0' });
  const ben = await browserOf(it, it.ben);
  const csv = await ben.post("/workspaces/acme/audit/exports", { format: "csv" });
  expect(csv.headers.get("content-disposition")).toBe('attachment; filename="audit.csv"');
  const lines = csv.text.trim().split("\r\n");
  expect(lines[0]).toBe("seq,created_at,action,actor,target,before,after,ip");
  expect(lines).toHaveLength(15);
  expect(csv.text).toContain(`"'=cmd|"" /C calc""!A0"`);
  const json = await ben.post("/workspaces/acme/audit/exports", { format: "json", action: "audit.exported" });
  expect(JSON.parse(json.text)).toHaveLength(2);
  expect((await ben.get("/workspaces/acme/audit/verification")).body).toEqual({
    intact: true,
    entries: 15,
    broken_at: null,
  });
});
