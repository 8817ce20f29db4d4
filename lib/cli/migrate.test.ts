import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { createEmptyDatabase, superuser } from "@/tests/support/database";
import { findDatabaseFaults, findDrift } from "./check";
import { migrate } from "./migrate";
import { findDrops, newMigration } from "./new-migration";

let it: Awaited<ReturnType<typeof createEmptyDatabase>>;
let folder: string;
let migrations: string;
let schema: string;
beforeEach(async () => {
  it = await createEmptyDatabase();
  folder = mkdtempSync(join(tmpdir(), "parley-migrations-"));
  migrations = join(folder, "migrations");
  schema = join(folder, "schema");
  cpSync("prisma/migrations", migrations, { recursive: true });
  cpSync("prisma/schema", schema, { recursive: true });
});
afterEach(async () => {
  await it.drop();
  rmSync(folder, { recursive: true });
});

const run = () =>
  migrate({ directUrl: it.directUrl, loginPassword: inject("postgres").loginPassword, folder: migrations });

function plant(name: string, sql: string): void {
  mkdirSync(join(migrations, name), { recursive: true });
  writeFileSync(join(migrations, name, "migration.sql"), sql);
}

describe("migrating", () => {
  test("applies every migration once, and a second run changes nothing", async () => {
    const first = await run();
    expect(first.applied).toEqual(readdirSync("prisma/migrations").filter((name) => /^\d/.test(name)));
    const second = await run();
    expect(second).toEqual({ applied: [], databaseUrl: first.databaseUrl });
    expect(await findDatabaseFaults(it.directUrl, migrations)).toEqual([]);
  });

  test("two at once apply each migration once", async () => {
    const [one, two] = await Promise.all([run(), run()]);
    expect([...one.applied, ...two.applied].sort()).toEqual(
      readdirSync(migrations).filter((name) => /^\d/.test(name)),
    );
  });

  test("returns a login that can assume its roles and make nothing, not even a temporary table", async () => {
    const { databaseUrl } = await run();
    const login = new pg.Client({ connectionString: databaseUrl ?? "" });
    await login.connect();
    try {
      await expect(login.query("create temporary table mine ()")).rejects.toMatchObject({ code: "42501" });
      await login.query("set role app_user");
    } finally {
      await login.end();
    }
  });

  test("leaves the password of a login role alone that it was not told", async () => {
    await run();
    expect(await migrate({ directUrl: it.directUrl, folder: migrations })).toEqual({
      applied: [],
      databaseUrl: null,
    });
  });

  test("one that fails leaves nothing behind and is tried again when it is mended", async () => {
    plant("0099_broken", 'create table "Half" (id int); select 1 / 0;');
    await expect(run()).rejects.toThrow(/division by zero/);
    expect(await superuser(it.directUrl, `select to_regclass('"Half"') as found`)).toEqual([{ found: null }]);

    plant("0099_broken", "select 1;");
    expect((await run()).applied).toEqual(["0099_broken"]);
  });

  test("refuses to end on a database whose walls have a gap", async () => {
    plant("0099_gap", 'create table "Forgotten" ("workspaceId" uuid, id uuid);');
    await expect(run()).rejects.toThrow(/"Forgotten" does not force row-level security/);
  });
});

describe("checking", () => {
  const drift = () => findDrift(inject("postgres").superuserUrl, { migrations, schema });

  test("finds a column that no migration makes, and one that the schema does not know", async () => {
    expect(await drift()).toEqual([]);
    const file = join(schema, "members.prisma");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(
        "statusText    String?",
        "statusText    String?\n  birthday String?",
      ),
    );
    expect(await drift()).toEqual([expect.stringContaining('ADD COLUMN     "birthday" TEXT')]);

    plant("0099_extra", 'alter table "Member" add column birthday text, add column hobby text;');
    expect(await drift()).toEqual([expect.stringContaining('DROP COLUMN "hobby"')]);
  });

  test("tells a database that is behind, and a migration that was changed after it ran", async () => {
    await run();
    plant("0099_later", "select 1;");
    expect(await findDatabaseFaults(it.directUrl, migrations)).toEqual([
      expect.stringContaining("0099_later is not applied"),
    ]);
    await run();
    plant("0099_later", "select 2;");
    expect(await findDatabaseFaults(it.directUrl, migrations)).toEqual([
      expect.stringContaining("0099_later was changed"),
    ]);
  });
});

describe("a new migration", () => {
  const make = (name: string, allowDrop = false) =>
    newMigration({
      scratchUrl: inject("postgres").superuserUrl,
      name,
      allowDrop,
      folder: migrations,
      schemaFolder: schema,
    });

  test("is none where there is nothing to do", async () => {
    expect(await make("nothing")).toBeNull();
  });

  test("makes the table, encloses it when it is a tenant's, and stands up to the proof", async () => {
    writeFileSync(
      join(schema, "parcels.prisma"),
      `model Parcel {
        workspaceId String @db.Uuid
        id          String @db.Uuid
        title       String
        workspace   Workspace @relation(fields: [workspaceId], references: [id], onDelete: Cascade)
        @@id([workspaceId, id])
      }`,
    );
    const file = join(schema, "workspaces.prisma");
    writeFileSync(file, readFileSync(file, "utf8").replace("auditHead ", "parcels Parcel[]\n  auditHead "));

    const path = await make("parcels");
    expect(path).toMatch(/\d{4}_parcels$/);
    const sql = readFileSync(join(path ?? "", "migration.sql"), "utf8");
    expect(sql).toContain(`SELECT guard.enclose('"Parcel"');`);
    expect((await run()).applied.at(-1)).toMatch(/_parcels$/);
    expect(await make("again")).toBeNull();
  });

  test("refuses to drop what it was not asked to drop", async () => {
    const file = join(schema, "members.prisma");
    writeFileSync(file, readFileSync(file, "utf8").replace(/^ {2}statusText.*\n/m, ""));
    await expect(make("shorter")).rejects.toThrow(/DROP COLUMN "statusText"/);
    expect(await make("shorter", true)).toMatch(/_shorter$/);
  });

  test("tells a drop for good from a default that goes", () => {
    expect(
      findDrops(
        'ALTER TABLE "A" ALTER COLUMN "b" DROP NOT NULL;\nALTER TABLE "A" ALTER COLUMN "b" DROP DEFAULT;',
      ),
    ).toEqual([]);
    expect(findDrops('DROP INDEX "x";\nALTER TABLE "A" DROP CONSTRAINT "c",\nDROP COLUMN "d";')).toHaveLength(
      3,
    );
  });
});
