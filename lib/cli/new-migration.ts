import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runAsCommand } from "./command";
import { differenceToSchema } from "./schema-engine/engine";
import { readMigrations, readSchema } from "./schema-engine/files";
import { withScratchServer } from "./schema-engine/scratch";

export type NewMigration = {
  /** A server on which a database may be created and dropped. */
  scratchUrl: string;
  /** A word or two: letters, digits and underscores. */
  name: string;
  /** Whether it may drop tables, columns, indexes or constraints. */
  allowDrop: boolean;
  folder?: string;
  schemaFolder?: string;
};

/**
 * Writes the migration that leads to the schema and returns its path, or null when there is nothing to do. New tenant tables are
 * enclosed at once. Throws when the change would drop something and that was not asked for.
 */
export async function newMigration(options: NewMigration): Promise<string | null> {
  const { scratchUrl, name, allowDrop, folder = "prisma/migrations", schemaFolder } = options;
  if (!/^[a-z][a-z0-9_]*$/.test(name))
    throw new Error("Name the migration in lower case: letters, digits, underscores.");
  const script = await differenceToSchema(scratchUrl, readMigrations(folder), readSchema(schemaFolder));
  if (script === "") return null;

  const drops = findDrops(script);
  if (drops.length > 0 && !allowDrop) {
    throw new Error(
      `This would drop what is in use, or was written by hand:\n${drops.join("\n")}\nDeclare it in prisma/schema, or add --allow-drop if it shall go.`,
    );
  }
  const target = join(folder, `${nextNumber(folder)}_${name}`);
  mkdirSync(target);
  writeFileSync(join(target, "migration.sql"), `${[script, ...enclosures(script)].join("\n\n")}\n`);
  return target;
}

/** The statements that take something away for good. Dropping a default or NOT NULL is none of them. */
export function findDrops(script: string): string[] {
  return script
    .split("\n")
    .filter((line) => /^\s*(ALTER .*)?\bDROP (TABLE|COLUMN|INDEX|CONSTRAINT|TYPE|SCHEMA|VIEW)\b/i.test(line));
}

/** A table that names its workspace is a tenant's: it goes behind the third wall in the migration that makes it. */
function enclosures(script: string): string[] {
  const tables = script.matchAll(/CREATE TABLE ("\w+") \(([\s\S]*?)\n\);/g);
  return [...tables].flatMap(([, table, body]) =>
    body?.includes('"workspaceId"') ? [`SELECT guard.enclose('${table}');`] : [],
  );
}

function nextNumber(folder: string): string {
  const numbers = readdirSync(folder)
    .map((entry) => Number.parseInt(entry, 10))
    .filter(Number.isFinite);
  return String(Math.max(0, ...numbers) + 1).padStart(4, "0");
}

runAsCommand(import.meta.url, async (args) => {
  const [name = ""] = args.filter((arg) => !arg.startsWith("--"));
  const allowDrop = args.includes("--allow-drop");
  const path = await withScratchServer((scratchUrl) => newMigration({ scratchUrl, name, allowDrop }));
  console.log(
    path ? `Wrote ${path}. Read it, then npm run db:migrate.` : "The migrations lead to the schema already.",
  );
});
