import pg from "pg";
import { type Head, type Part, type Row, readBackup } from "./backup-file/format";
import { type BackedUpTable, listTables, quoted, requireFullSight } from "./backup-file/tables";
import { runAsCommand } from "./command";
import { migrate } from "./migrate";
import { applyMigrations } from "./schema-engine/engine";
import { readMigrations } from "./schema-engine/files";
import { withOwnerAccess } from "./schema-engine/owner";

const BATCH = 500;

export type RestoreOptions = { directUrl: string; loginPassword?: string | null; file: string };

/**
 * Restores a backup into a database without accounts and workspaces, in one transaction, after the whole file has been checked; then
 * migrates it to today and proves its walls. Returns the number of rows. Throws and changes nothing when the file is damaged, the
 * database is in use, or the backup was made by a newer Parley.
 */
export async function restore({ directUrl, loginPassword = null, file }: RestoreOptions): Promise<number> {
  const head = await verify(file);
  const client = new pg.Client({ connectionString: directUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // the statement that needed the connection reports it
  await client.connect();
  try {
    await requireFullSight(client);
    await bringToMigrations(client, directUrl, head.migrations);
    await requireUnused(client);
    await client.query("begin");
    const rows = await load(client, file, head);
    await client.query("commit");
    await migrate({ directUrl, loginPassword });
    return rows;
  } finally {
    await client.end();
  }
}

/** Reads the file from its first to its last byte: nothing is touched before it is known to be whole. */
async function verify(file: string): Promise<Head> {
  let head: Head | null = null;
  for await (const part of readBackup(file)) if (part.kind === "head") head = part.head;
  if (!head) throw new Error(`${file} is not a backup of Parley.`);
  return head;
}

/** Rows fit the tables that they were taken from: an older backup is loaded into its own schema, and migrated afterwards. */
async function bringToMigrations(client: pg.Client, directUrl: string, wanted: string[]): Promise<void> {
  const migrations = readMigrations();
  const known = migrations.migrationDirectories.map(({ path }) => path);
  const newer = wanted.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new Error(`The backup is of a newer Parley (${newer.join(", ")}). Update first.`);

  const ahead = (await readApplied(client)).filter((name) => !wanted.includes(name));
  if (ahead.length > 0) {
    throw new Error(
      `The backup is older than this database (${ahead.join(", ")}). Restore it into an empty one.`,
    );
  }
  const directories = migrations.migrationDirectories.filter(({ path }) => wanted.includes(path));
  await applyMigrations(directUrl, { ...migrations, migrationDirectories: directories });
}

async function readApplied(client: pg.Client): Promise<string[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "select to_regclass('_prisma_migrations') is not null as there",
  );
  if (!found[0]?.there) return [];
  const { rows } = await client.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is not null",
  );
  return rows.map(({ name }) => name);
}

async function requireUnused(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('select from "User" union all select from "Workspace" limit 1');
  if (rowCount === 0) return;
  throw new Error(
    "This database is in use: it has accounts or workspaces. Restore into an empty one; nothing was changed.",
  );
}

/** Foreign keys go first and come back last, which checks them all: rows may then arrive in any order. */
async function load(client: pg.Client, file: string, head: Head): Promise<number> {
  const tables = new Map((await listTables(client)).map((table) => [table.name, table]));
  const addForeignKeys = await dropForeignKeys(client);
  for (const name of tables.keys()) await client.query(`delete from ${name}`); // what migrations seed is in the backup as it was left
  let rows = 0;
  for await (const batch of batchesOf(readBackup(file))) {
    const table = tables.get(batch.table);
    if (!table) throw new Error(`The backup has a table that this database lacks: ${batch.table}.`);
    await insertRows(client, table, batch);
    rows += batch.rows.length;
  }
  for (const { name, value } of head.sequences) {
    await client.query("select setval($1::regclass, $2::bigint)", [name, value]);
  }
  await addForeignKeys();
  return rows;
}

type Batch = { table: string; columns: string[]; rows: Row[] };

async function* batchesOf(parts: AsyncIterable<Part>): AsyncGenerator<Batch> {
  let batch: Batch | null = null;
  for await (const part of parts) {
    if (part.kind === "start") batch = { table: part.table, columns: part.columns, rows: [] };
    if (!batch) continue;
    if (part.kind === "row") batch.rows.push(part.row);
    if (part.kind === "end" ? batch.rows.length > 0 : batch.rows.length === BATCH) {
      yield batch;
      batch = { ...batch, rows: [] };
    }
  }
}

async function insertRows(client: pg.Client, table: BackedUpTable, batch: Batch): Promise<void> {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  const columns = batch.columns.map((name) => {
    const type = types.get(name);
    if (!type) throw new Error(`The backup has a column that this database lacks: ${table.name}.${name}.`);
    return { name: quoted(name), type };
  });
  const list = columns.map(({ name }) => name).join(", ");
  const casts = columns.map(({ name, type }) => `${name}::${type}`).join(", ");
  const params = columns.map((_, n) => `$${n + 1}::text[]`).join(", ");
  const values = columns.map((_, n) => batch.rows.map((row) => row[n] ?? null));
  await client.query(
    `insert into ${table.name} (${list}) select ${casts} from unnest(${params}) as row (${list})`,
    values,
  );
}

async function dropForeignKeys(client: pg.Client): Promise<() => Promise<void>> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace::regnamespace::text in ('public', 'search') and conparentid = 0`,
  );
  for (const { table, name } of rows)
    await client.query(`alter table ${table} drop constraint ${quoted(name)}`);
  return async () => {
    for (const { table, name, definition } of rows) {
      await client.query(`alter table ${table} add constraint ${quoted(name)} ${definition}`);
    }
  };
}

runAsCommand(import.meta.url, (args) =>
  withOwnerAccess(async ({ directUrl, loginPassword }) => {
    const [file] = args;
    if (!file) throw new Error("Name the file: npm run restore -- FILE");
    const rows = await restore({ directUrl, loginPassword, file });
    console.log(`Restored ${rows} rows from ${file}. Row-level security, roles and grants are proved.`);
  }),
);
