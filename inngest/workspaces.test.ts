import { afterAll, beforeAll, expect, test } from "vitest";
import { DAY, manualClock } from "@/lib/core/clock";
import { createDocument } from "@/lib/documents/commands";
import { createUpload, putPart } from "@/lib/files/uploads/commands";
import { refreshStatistics } from "@/lib/sources/statistics/commands";
import { deleteWorkspace } from "@/lib/workspaces/commands";
import { type Cast, type CastMember, cast } from "@/tests/support/cast";
import { embedAll, startEmbedder } from "@/tests/support/embedder";
import { browserOf, serve } from "@/tests/support/http";
import { keepFile, processAll } from "@/tests/support/library";
import { eraseDue } from "./workspaces";

const clock = manualClock(new Date("2026-03-02T09:00:00Z"));
let it: Cast;
let embedder: Awaited<ReturnType<typeof startEmbedder>>;

beforeAll(async () => {
  it = await cast({ clock });
  embedder = await startEmbedder();
  it.ports.embeddings = embedder.port();
  serve(it.ports);
});
afterAll(async () => {
  await embedder.wire.close();
  await it.db.drop();
});

/** A document that is read, indexed, counted and embedded, and an upload that was never completed. Returns where their bytes are. */
async function fill(by: CastMember): Promise<string[]> {
  const ctx = it.ctxOf(by);
  const file = await keepFile(ctx, "a.txt", "Everybody gets thirty days of annual leave.");
  const { document } = await createDocument(ctx, { fileId: file.id });
  await processAll(ctx, { documentId: document.id, version: 1 });
  await embedAll(ctx);
  await refreshStatistics(ctx);
  const upload = await createUpload(ctx, { filename: "b.txt", size: 5 });
  await putPart(ctx, upload.id, 1, new TextEncoder().encode("hello"));
  const rows = await it.db.superuser<{ path: string }>(
    `select "blobPath" as path from "File" where "workspaceId" = $1 union all
     select "blobPath" || '-1' from "Upload" where "workspaceId" = $1 and "fileId" is null union all
     select "textPath" || suffix from "DocumentVersion", unnest(array['', '-cut']) as suffix where "workspaceId" = $1`,
    [by.workspaceId],
  );
  expect(rows).toHaveLength(4);
  return rows.map(({ path }) => path);
}

test("after 30 days nothing of a deleted workspace is left, and nothing of another is touched", async () => {
  const ana = await browserOf(it, it.ana);
  await ana.post("/workspaces/acme/conversations", { kind: "channel", name: "general" });
  await ana.post("/workspaces/acme/invites", { kind: "link" });
  await ana.post("/me/api_keys", { name: "k", workspace: "acme", scopes: ["read"] });
  const paths = await fill(it.ana);
  const others = await fill(it.gus);
  await deleteWorkspace(it.ctxOf(it.ana));
  await it.recorded.settled();
  clock.advance(30 * DAY - 1);
  expect(await eraseDue(it.ports)).toBe(0);
  clock.advance(1);
  expect(await eraseDue(it.ports)).toBe(1);

  const tables = await it.db.superuser<{ name: string; column: string }>(
    `select table_name as name, column_name as column from information_schema.columns
     where table_schema = 'public' and column_name = 'workspaceId'`,
  );
  expect(tables.length).toBeGreaterThan(10);
  for (const { name } of tables) {
    const left = await it.db.superuser(`select 1 from "${name}" where "workspaceId" = $1`, [it.acme.id]);
    expect(left, name).toEqual([]);
  }
  const indexes = await it.db.superuser<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c where c.relnamespace = 'search'::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition`,
  );
  expect(indexes.length).toBeGreaterThan(5);
  for (const { name } of indexes) {
    const of = (id: string) => it.db.superuser(`select 1 from ${name} where workspace_id = $1 limit 1`, [id]);
    expect(await of(it.acme.id), name).toEqual([]);
    if (!name.endsWith("counting")) expect(await of(it.globex.id), `${name} of another`).toHaveLength(1);
  }
  for (const path of paths) expect(await it.ports.blob.head(path), path).toBeNull();
  for (const path of others) expect(await it.ports.blob.head(path), path).not.toBeNull();
  expect(await it.db.superuser('select slug from "Workspace"')).toEqual([{ slug: "globex" }]);
});
