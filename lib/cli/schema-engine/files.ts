import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm";

export type SchemaFile = { path: string; content: string };

const LOCK_FILE = "migration_lock.toml";
const SCRIPT = "migration.sql";

/** The Prisma schema, by noun. */
export function readSchema(folder: string = "prisma/schema"): SchemaFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".prisma"));
  return names
    .sort()
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") }));
}

/** The migrations on disk, oldest first, as the schema engine takes them. */
export function readMigrations(folder: string = "prisma/migrations"): MigrationList {
  const entries = readdirSync(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: resolve(folder),
    lockfile: { path: LOCK_FILE, content: readFileSync(join(folder, LOCK_FILE), "utf8") },
    shadowDbInitScript: "",
    migrationDirectories: names.sort().map((name) => ({
      path: name,
      migrationFile: {
        path: SCRIPT,
        content: { tag: "ok", value: readFileSync(join(folder, name, SCRIPT), "utf8") },
      },
    })),
  };
}
