import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY, manualClock } from "@/lib/core/clock";
import { deleteWorkspace } from "@/lib/workspaces/commands";
import { type Cast, cast } from "@/tests/support/cast";
import { browserOf, serve } from "@/tests/support/http";
import { eraseWorkspaces } from "./commands";

const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
let it: Cast;

beforeAll(async () => {
  it = await cast({ clock });
  serve(it.ports);
});
afterAll(() => it.db.drop());

test("after 30 days nothing of a deleted workspace is left, and nothing of another is touched", async () => {
  const ana = await browserOf(it, it.ana);
  await ana.post("/workspaces/acme/conversations", { kind: "channel", name: "general" });
  await ana.post("/workspaces/acme/invites", { kind: "link" });
  await ana.post("/me/api_keys", { name: "k", workspace: "acme", scopes: ["read"] });
  await deleteWorkspace(it.ctxOf(it.ana));
  await it.recorded.settled();
  clock.advance(30 * DAY - 1);
  expect(await eraseWorkspaces(it.ports)).toBe(0);
  clock.advance(1);
  expect(await eraseWorkspaces(it.ports)).toBe(1);

  const tables = await it.db.superuser<{ name: string; column: string }>(
    `select table_name as name, column_name as column from information_schema.columns
     where table_schema = 'public' and column_name = 'workspaceId'`,
  );
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const left = await it.db.superuser(`select 1 from "${name}" where "workspaceId" = $1`, [it.acme.id]);
    expect(left, name).toEqual([]);
  }
  expect(await it.db.superuser('select slug from "Workspace"')).toEqual([{ slug: "globex" }]);
});
