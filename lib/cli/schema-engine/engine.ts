import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import pg from "pg";
import { migrationAdapter } from "./adapter";
import type { SchemaFile } from "./files";

/** What Prisma manages is the schema `public`; nothing in it is left to others. */
const FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Applies what is missing, each migration in one transaction. One that failed or was cut off before left nothing behind for that
 * reason, and is tried again. Returns the names of those that were applied.
 */
export async function applyMigrations(directUrl: string, migrations: MigrationList): Promise<string[]> {
  const input = { migrationsList: migrations, filters: FILTERS };
  return withEngine(directUrl, async (engine) => {
    const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
      ...input,
      optInToShadowDatabase: false,
    });
    for (const migrationName of failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
    return (await engine.applyMigrations(input)).appliedMigrationNames;
  });
}

type History = { pending: string[]; failed: string[]; edited: string[]; unknown: string[] };

/** How the migrations of a database stand to those on disk. */
export async function readHistory(directUrl: string, migrations: MigrationList): Promise<History> {
  const input = { migrationsList: migrations, optInToShadowDatabase: false, filters: FILTERS };
  const found = await withEngine(directUrl, (engine) => engine.diagnoseMigrationHistory(input));
  const { history } = found;
  return {
    pending: history && "unappliedMigrationNames" in history ? history.unappliedMigrationNames : [],
    unknown: history && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames : [],
    failed: found.failedMigrationNames,
    edited: found.editedMigrationNames,
  };
}

/**
 * The SQL that leads from the migrations to the schema; empty when they agree. The migrations are replayed in a database of their
 * own, so `directUrl` must be allowed to create one.
 */
export async function differenceToSchema(
  directUrl: string,
  migrations: MigrationList,
  schema: SchemaFile[],
): Promise<string> {
  const { stdout } = await withEngine(directUrl, (engine) =>
    engine.diff({
      from: { tag: "migrations", ...migrations },
      to: { tag: "schemaDatamodel", files: schema },
      script: true,
      exitCode: null,
      filters: FILTERS,
    }),
  );
  const script = stdout?.trim() ?? "";
  return script === "-- This is an empty migration." ? "" : script;
}

/**
 * Runs `work` with Prisma's own schema engine in WebAssembly. It needs no download and writes the same `_prisma_migrations` table as
 * the native one, so `prisma migrate deploy` can go on where it left off.
 */
async function withEngine<T>(directUrl: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  await loadEngine();
  const pool = new pg.Pool({ connectionString: directUrl, max: 2 });
  pool.on("error", () => undefined); // the query that needed the connection says it better
  const adapter = bindMigrationAwareSqlAdapterFactory(migrationAdapter(pool, directUrl));
  try {
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
    return await work(engine);
  } finally {
    await pool.end();
  }
}

let loading: Promise<void> | undefined;

/** Joins the WebAssembly and its glue by hand: the package's own entry imports a .wasm file, which needs a bundler. */
function loadEngine(): Promise<void> {
  loading ??= (async () => {
    const path = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
    const { instance } = await WebAssembly.instantiate(readFileSync(path.replace(/\.js$/, ".wasm")), {
      "./schema_engine_bg.js": importsOf(bindings),
    });
    callExport(bindings, "__wbg_set_wasm", instance.exports);
    callExport(instance.exports, "__wbindgen_start");
  })();
  return loading;
}

/** What the engine calls. It leaves the timer of its lock running, for which no process shall wait ten seconds at its end. */
function importsOf(glue: object): WebAssembly.ModuleImports {
  const timeout = (run: () => void, ms: number) => setTimeout(run, ms).unref();
  const entries = Object.entries(glue).map(([name, found]) => [
    name,
    name.startsWith("__wbg_setTimeout_") ? timeout : found,
  ]);
  return Object.fromEntries(entries);
}

/** The package's types leave these two out. */
function callExport(from: object, name: string, ...args: unknown[]): void {
  const found: unknown = Reflect.get(from, name);
  if (typeof found !== "function")
    throw new Error(`The schema engine has no ${name}: another version than ours is installed.`);
  found(...args);
}
