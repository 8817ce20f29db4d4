import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { checkCanary } from "@/lib/adapters/db/canary";
import { createDatabase } from "@/lib/adapters/db/prisma";
import { backup } from "./backup";
import { migrate } from "./migrate";
import { withScratchServer } from "./schema-engine/scratch";

/** As on a hosted server: the owner of the database is no superuser, and may make roles. */
async function asHostedOwner(superuserUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query("create role owner login createrole password 'owner'");
  await client.query("create database hosted owner owner");
  await client.end();
  const url = new URL(superuserUrl);
  url.username = "owner";
  url.password = "owner";
  url.pathname = "/hosted";
  return url.href;
}

test("an owner who is no superuser migrates, and gets the DATABASE_URL of the login role once", () =>
  withScratchServer(async (superuserUrl) => {
    const directUrl = await asHostedOwner(superuserUrl);
    const first = await migrate({ directUrl });
    expect(first.applied.length).toBeGreaterThan(0);

    const database = createDatabase({ url: first.databaseUrl ?? "", pool: 1 });
    await checkCanary(database);
    expect(
      await database.inTransaction(
        { role: "app_identity" },
        (tx) => tx.$queryRaw`select allowed from take_limit('k', 1, 60)`,
      ),
    ).toEqual([{ allowed: true }]);
    await database.close();

    expect(await migrate({ directUrl })).toEqual({ applied: [], databaseUrl: null });
    // Its backup would be silently empty where row-level security is forced.
    await expect(backup({ directUrl, file: join(tmpdir(), "never.backup") })).rejects.toThrow(
      /ALTER ROLE owner BYPASSRLS/,
    );
  }));
