import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findDatabaseFaults, findDrift } from "@/lib/cli/check";
import { readSchema } from "@/lib/cli/schema-engine/files";
import { findGaps, GLOBAL_TABLES } from "@/lib/cli/schema-engine/proof";
import { createTestDatabase, type TestDatabase } from "../support/database";

let it: TestDatabase;
beforeAll(async () => {
  it = await createTestDatabase();
});
afterAll(() => it.drop());

type Table = { name: string; columns: string[]; enabled: boolean; forced: boolean };
type Key = { table: string; name: string; kind: "p" | "u" | "f"; columns: string[]; target: string | null };
type Index = { table: string; name: string; unique: boolean; columns: (string | null)[] };

/** What a tenant's rows are told apart by: Workspace is the tenant itself. */
const tenantColumn = (table: string) => (table === "Workspace" ? "id" : "workspaceId");

async function tenantTables(): Promise<Table[]> {
  const tables = await it.superuser<Table>(`
    select c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
      array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) as columns
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1`);
  return tables.filter((table) => !GLOBAL_TABLES.includes(table.name));
}

const keys = () =>
  it.superuser<Key>(`
    select conrelid::regclass::text as "table", conname as name, contype as kind, confrelid::regclass::text as target,
      array(select attname::text from unnest(conkey) k join pg_attribute on attrelid = conrelid and attnum = k) as columns
    from pg_constraint where connamespace = 'public'::regnamespace and contype in ('p', 'u', 'f')`);

const indexes = () =>
  it.superuser<Index>(`
    select i.indrelid::regclass::text as "table", i.indexrelid::regclass::text as name, i.indisunique as unique,
      array(select a.attname::text from unnest(i.indkey::int[]) with ordinality k(n, at)
        left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.n order by k.at) as columns
    from pg_index i join pg_class c on c.oid = i.indrelid where c.relnamespace = 'public'::regnamespace`);

const isOf = (table: Table) => (part: { table: string }) => part.table.replaceAll('"', "") === table.name;

describe("every tenant table", () => {
  test("is one that the schema knows, and the global ones are a list", async () => {
    const models = readSchema().flatMap(({ content }) =>
      [...content.matchAll(/^model (\w+)/gm)].map(([, name]) => name),
    );
    const globals = GLOBAL_TABLES.filter((name) => name !== "_prisma_migrations");
    const tenants = (await tenantTables()).map((table) => table.name);
    expect([...tenants, ...globals].sort()).toEqual(models.sort());
    expect(tenants.length).toBeGreaterThan(20);
  });

  test("names its workspace, and forces row-level security", async () => {
    for (const table of await tenantTables()) {
      expect(table.columns, table.name).toContain(tenantColumn(table.name));
      expect(table, table.name).toMatchObject({ enabled: true, forced: true });
    }
  });

  test("has a policy that names the tenant for reading and for writing", async () => {
    const policies = await it.superuser<{
      tablename: string;
      roles: string[];
      qual: string;
      with_check: string | null;
    }>("select tablename, roles::text[], qual, with_check from pg_policies where schemaname = 'public'");
    for (const table of await tenantTables()) {
      const own = policies.filter(
        (policy) => policy.tablename === table.name && policy.roles.includes("app_user"),
      );
      expect(own, table.name).toHaveLength(1);
      const predicate = `${tenantColumn(table.name)}"? = \\(NULLIF\\(current_setting\\('app.workspace_id'`;
      expect(own[0]?.qual, table.name).toMatch(new RegExp(predicate));
      expect(own[0]?.with_check, table.name).toMatch(new RegExp(predicate));
    }
    expect(policies.filter((policy) => policy.roles.includes("public"))).toEqual([]);
  });

  test("carries the workspace in its primary key and in every foreign key and unique key", async () => {
    const all = await keys();
    for (const table of await tenantTables()) {
      if (["Workspace", "InviteToken", "ShareToken"].includes(table.name)) continue; // found by slug and by hash, before a tenant is known
      const own = all.filter(isOf(table));
      expect(
        own.filter((key) => key.kind === "p"),
        table.name,
      ).toHaveLength(1);
      for (const key of own) expect(key.columns, `${table.name}.${key.name}`).toContain("workspaceId");
      for (const index of (await indexes()).filter(isOf(table))) {
        if (index.unique) expect(index.columns, index.name).toContain("workspaceId");
      }
    }
  });

  test("has an index that is led by the workspace, for its list", async () => {
    const all = await indexes();
    for (const table of await tenantTables()) {
      if (table.name === "Workspace") continue;
      const lists = all.filter(isOf(table)).filter((index) => index.columns[0] === "workspaceId");
      expect(
        lists.map((index) => index.name),
        table.name,
      ).not.toEqual([]);
    }
  });

  test("and never another way: an index not led by the workspace is one of these", async () => {
    const tenants = new Set((await tenantTables()).map((table) => table.name));
    const others = (await indexes()).filter(
      (index) => tenants.has(index.table.replaceAll('"', "")) && index.columns[0] !== "workspaceId",
    );
    expect(others.map((index) => index.name.replaceAll('"', "")).sort()).toEqual([
      "InviteToken_pkey", // by the hash of the token
      "Member_userId_idx", // the memberships of a person, as app_identity
      "ShareToken_pkey", // by the hash of the token
      "Workspace_pkey",
      "Workspace_slug_key",
    ]);
  });
});

describe("rights", () => {
  const rights = (role: string, privilege: string) =>
    it
      .superuser<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
           and has_table_privilege($1, oid, $2) order by 1`,
        [role, privilege],
      )
      .then((rows) => rows.map((row) => row.name));

  test("the audit log is append-only for the application", async () => {
    expect(await rights("app_user", "UPDATE")).not.toContain("AuditEntry");
    expect(await rights("app_user", "DELETE")).not.toContain("AuditEntry");
    expect(await rights("app_identity", "SELECT")).not.toContain("AuditEntry");
    expect(await rights("app_user", "INSERT")).toContain("AuditEntry");
  });

  test("of the global tables app_user reads the model registry and nothing else", async () => {
    const readable = await rights("app_user", "SELECT");
    expect(readable.filter((name) => GLOBAL_TABLES.includes(name))).toEqual(["Model"]);
  });

  test("app_identity reaches no tenant table but these", async () => {
    const readable = await rights("app_identity", "SELECT");
    expect(readable.filter((name) => !GLOBAL_TABLES.includes(name))).toEqual([
      "Invite",
      "InviteToken",
      "Member",
      "ShareToken",
      "Workspace",
    ]);
  });

  test("nobody truncates, and the login role may do nothing by itself", async () => {
    for (const role of ["app_user", "app_identity", "app_search", "parley_login"]) {
      expect(await rights(role, "TRUNCATE"), role).toEqual([]);
    }
    for (const privilege of ["SELECT", "INSERT", "UPDATE", "DELETE"]) {
      expect(await rights("parley_login", privilege)).toEqual([]);
    }
    await withClient(it.url, async (login) => {
      for (const sql of [
        'select from public."Member"',
        "create table public.mine ()",
        "set role app_search",
      ]) {
        await expect(login.query(sql), sql).rejects.toMatchObject({ code: "42501" });
      }
    });
  });
});

describe("the proof sees each wall fall", () => {
  const planted = [
    ["a table without row-level security", 'alter table "Message" disable row level security'],
    ["a table whose owner is let through", 'alter table "Message" no force row level security'],
    ["a table that nobody enclosed", 'create table "Forgotten" ("workspaceId" uuid, id uuid)'],
    [
      "a policy without a tenant",
      'create policy open on "Message" to app_user using (true) with check (true)',
    ],
    ["a policy for everybody", 'create policy open on "Message" for select using (true)'],
    ["no WITH CHECK that names the tenant", `alter policy tenant on "Message" with check (true)`],
    ["a global table that app_user reads", 'grant select on "User" to app_user'],
    ["a role that owns", 'alter table "Message" owner to app_user'],
    ["a login role with rights of its own", 'grant select on "Message" to parley_login'],
    [
      "a policy that names the tenant and lets everything through",
      `alter policy tenant on "Member" using (current_setting('app.workspace_id') is not null)`,
    ],
  ] as const;

  test.each(planted)("%s", (_what, sql) =>
    withClient(it.directUrl, async (client) => {
      expect(await findGaps(client)).toEqual([]);
      await client.query("begin");
      await client.query(sql);
      expect(await findGaps(client)).not.toEqual([]);
      await client.query("rollback");
    }),
  );
});

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

describe("schema and migrations", () => {
  test("lead to each other, and the database is where they lead", async () => {
    expect(await findDrift(it.directUrl)).toEqual([]);
    expect(await findDatabaseFaults(it.directUrl)).toEqual([]);
  });
});
