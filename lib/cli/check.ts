import pg from "pg";
import { runAsCommand } from "./command";
import { differenceToSchema, readHistory } from "./schema-engine/engine";
import { readMigrations, readSchema } from "./schema-engine/files";
import { hasOwnDatabase, withOwnerAccess } from "./schema-engine/owner";
import { findGaps } from "./schema-engine/proof";
import { withScratchServer } from "./schema-engine/scratch";

/** Where the migrations do not lead to the schema, as sentences. `scratchUrl`: a server where a database may be created and dropped. */
export async function findDrift(
  scratchUrl: string,
  folders: { migrations?: string; schema?: string } = {},
): Promise<string[]> {
  const script = await differenceToSchema(
    scratchUrl,
    readMigrations(folders.migrations),
    readSchema(folders.schema),
  );
  if (script === "") return [];
  return [`The migrations do not lead to prisma/schema. npm run db:new -- NAME would write:\n${script}`];
}

/** Where a database does not stand as the migrations say, and the gaps in its walls, as sentences. */
export async function findDatabaseFaults(directUrl: string, migrations?: string): Promise<string[]> {
  const { pending, failed, edited, unknown } = await readHistory(directUrl, readMigrations(migrations));
  const faults = [
    ...pending.map((name) => `${name} is not applied yet (npm run db:migrate).`),
    ...failed.map((name) => `${name} failed and was rolled back (npm run db:migrate tries again).`),
    ...edited.map(
      (name) => `${name} was changed after it was applied here. Undo that, and write a new migration.`,
    ),
    ...unknown.map(
      (name) => `${name} is applied here and not in prisma/migrations: a newer Parley was here.`,
    ),
  ];
  return faults.length > 0 ? faults : findGapsOf(directUrl);
}

async function findGapsOf(directUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: directUrl });
  await client.connect();
  try {
    return await findGaps(client);
  } finally {
    await client.end();
  }
}

runAsCommand(import.meta.url, async () => {
  const drift = await withScratchServer((scratchUrl) => findDrift(scratchUrl));
  const faults = hasOwnDatabase()
    ? await withOwnerAccess(({ directUrl }) => findDatabaseFaults(directUrl))
    : [];
  if (drift.length + faults.length > 0) throw new Error([...drift, ...faults].join("\n"));
  console.log(hasOwnDatabase() ? "Schema, migrations and database agree." : "Schema and migrations agree.");
});
