import { createWriteStream, renameSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { checksum, type Head, type Row } from "./backup-file/format";
import { type BackedUpTable, listTables, quoted, requireFullSight } from "./backup-file/tables";
import { runAsCommand } from "./command";
import { withOwnerAccess } from "./schema-engine/owner";

const BATCH = 1_000;

/**
 * Writes every row of the database, as it stands at one moment, into one file (backup-file/format.ts), while others go on writing.
 * Returns the number of rows. The file appears only when it is whole. Uploaded files and the secrets of the home are not in it.
 */
export async function backup(options: { directUrl: string; file: string }): Promise<number> {
  const client = new pg.Client({ connectionString: options.directUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined); // the statement that needed the connection reports it
  await client.connect();
  const unfinished = `${options.file}.unfinished`;
  const counted = { rows: 0 };
  try {
    await requireFullSight(client);
    await client.query("begin isolation level repeatable read read only");
    await client.query(
      "set local timezone = 'UTC'; set local datestyle = 'ISO'; set local extra_float_digits = 3",
    );
    await pipeline(
      Readable.from(linesOf(client, counted)),
      createGzip(),
      createWriteStream(unfinished, { mode: 0o600 }),
    );
    renameSync(unfinished, options.file);
    return counted.rows;
  } finally {
    rmSync(unfinished, { force: true });
    await client.end();
  }
}

async function* linesOf(client: pg.Client, counted: { rows: number }): AsyncGenerator<string> {
  const tables = await listTables(client);
  yield line(await readHead(client));
  for (const table of tables) {
    const sum = checksum();
    yield line({ table: table.name, columns: table.columns.map((column) => column.name) });
    for await (const row of rowsOf(client, table)) {
      const text = JSON.stringify(row);
      sum.add(text);
      yield `${text}\n`;
    }
    counted.rows += sum.rows();
    yield line({ end: table.name, rows: sum.rows(), sha256: sum.digest() });
  }
  yield line({ complete: true, tables: tables.length });
}

async function readHead(client: pg.Client): Promise<Head> {
  const migrations = await client.query<{ name: string }>(
    `select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1`,
  );
  const sequences = await client.query<{ name: string; value: string }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value from pg_sequences
     where schemaname in ('public', 'search') and last_value is not null`,
  );
  return {
    parleyBackup: 1,
    createdAt: new Date().toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    sequences: sequences.rows,
  };
}

/** Batch by batch through a cursor, so that a large table does not have to fit into memory. Values as PostgreSQL writes them. */
async function* rowsOf(client: pg.Client, table: BackedUpTable): AsyncGenerator<Row> {
  const columns = table.columns.map(({ name }) => `${quoted(name)}::text`).join(", ");
  await client.query(`declare backup_rows no scroll cursor for select ${columns} from ${table.name}`);
  for (;;) {
    const { rows } = await client.query<Row>({ text: `fetch ${BATCH} from backup_rows`, rowMode: "array" });
    yield* rows;
    if (rows.length < BATCH) break;
  }
  await client.query("close backup_rows");
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

runAsCommand(import.meta.url, (args) =>
  withOwnerAccess(async ({ directUrl }) => {
    const file = args[0] ?? `parley-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.backup`;
    const rows = await backup({ directUrl, file });
    console.log(
      `Wrote ${rows} rows to ${file}. Uploaded files are not in it: keep the blob storage too, and the secrets.`,
    );
  }),
);
