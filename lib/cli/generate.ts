import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runAsCommand } from "./command";

const SCHEMA = "prisma/schema";
const GENERATED = "prisma/generated";
const STAMP = join(GENERATED, "schema.sha256");

/**
 * Generates the database client into prisma/generated, unless it already belongs to this schema and this version of Prisma.
 * Needs no network: generating uses no schema engine, but the command looks for one, so it is shown a file that exists.
 * Returns whether anything was generated. Throws with Prisma's own words when the schema is wrong.
 */
export function generate(root: string = process.cwd()): boolean {
  const command = createRequire(join(root, "package.json")).resolve("prisma/package.json");
  const wanted = fingerprint(root, readFileSync(command, "utf8"));
  if (isCurrent(root, wanted)) return false;

  const run = spawnSync(process.execPath, [join(command, "../build/index.js"), "generate"], {
    cwd: root,
    encoding: "utf8",
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1", // else a process of its own tells Prisma's makers of it
    },
  });
  if (run.status !== 0) throw new Error(`Prisma could not generate the client:\n${run.stdout}${run.stderr}`);
  writeFileSync(join(root, STAMP), wanted);
  return true;
}

function isCurrent(root: string, wanted: string): boolean {
  const stamp = join(root, STAMP);
  return (
    existsSync(join(root, GENERATED, "client.ts")) &&
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === wanted
  );
}

function fingerprint(root: string, prismaPackage: string): string {
  const hash = createHash("sha256").update(prismaPackage);
  for (const name of readdirSync(join(root, SCHEMA)).sort()) {
    hash.update(name).update(readFileSync(join(root, SCHEMA, name)));
  }
  return hash.digest("hex");
}

runAsCommand(import.meta.url, () => {
  console.log(generate() ? "Generated the database client." : "The database client is up to date.");
});
