import pg from "pg";
import { env } from "@/lib/adapters/env";
import { syncRegistry } from "@/lib/models/registry/commands";
import { runAsCommand } from "./command";
import { applyMigrations } from "./schema-engine/engine";
import { readMigrations } from "./schema-engine/files";
import { loginExists, settleLogin } from "./schema-engine/login";
import { withOwnerAccess } from "./schema-engine/owner";
import { findGaps } from "./schema-engine/proof";

export type MigrateOptions = {
  /** As the owner, to the server itself and not through a pooler. */
  directUrl: string;
  /** What the login role's password shall be; without it a new role gets a random one and an old one keeps its own. */
  loginPassword?: string | null;
  /** The folder of the migrations. */
  folder?: string;
};

export type Migrated = {
  /** The names of the migrations that were applied now. */
  applied: string[];
  /** What the application connects with, or null when the login role existed before with a password we do not know. */
  databaseUrl: string | null;
};

/**
 * Brings a database to the newest migration, one process at a time, settles the login role, and then proves the walls between tenants.
 * Running it again changes nothing. Throws when a migration fails or a wall has a gap: then nothing may be served from this database.
 */
export async function migrate(options: MigrateOptions): Promise<Migrated> {
  const { directUrl, loginPassword = null } = options;
  const client = new pg.Client({ connectionString: directUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // the statement that needed the connection reports it
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtext('parley_migrate'))"); // ends with the session
    const existedBefore = await loginExists(client);
    const applied = await applyMigrations(directUrl, readMigrations(options.folder));
    await syncRegistry((sql, values) => client.query(sql, values), env().COMPATIBLE_MODELS);
    await preparePgvector(client);
    const databaseUrl = await settleLogin(client, { directUrl, loginPassword, existedBefore });
    const gaps = await findGaps(client);
    if (gaps.length > 0)
      throw new Error(`The walls between workspaces do not stand:\n- ${gaps.join("\n- ")}`);
    return { applied, databaseUrl };
  } finally {
    await client.end();
  }
}

/** An index for vectors is of so many dimensions. Those of another number are compared one by one. */
const DIMENSIONS = 768;

/**
 * Where the server brings the extension and lets us have it, vectors are kept by it from now on. Elsewhere nothing is amiss: they are compared
 * without.
 */
async function preparePgvector(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select from pg_available_extensions where name = 'vector'");
  if (rows.length === 0) return;
  await client.query("begin");
  try {
    await client.query("select search.prepare_pgvector($1::int)", [env().EMBEDDING_DIMENSIONS ?? DIMENSIONS]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    console.warn(
      `The extension for vectors was not made: ${String(error)}. Vectors are compared without it.`,
    );
  }
}

runAsCommand(import.meta.url, () =>
  withOwnerAccess(async ({ directUrl, loginPassword, isEmbedded }) => {
    const { applied, databaseUrl } = await migrate({ directUrl, loginPassword });
    console.log(applied.length === 0 ? "Already up to date." : `Applied ${applied.join(", ")}.`);
    console.log("Row-level security, roles and grants are proved.");
    if (isEmbedded) return;
    console.log(
      databaseUrl
        ? `Set this for the application (it is not shown again):\nDATABASE_URL=${databaseUrl}`
        : "The login role keeps its password; DATABASE_URL stays as it is.",
    );
  }),
);
