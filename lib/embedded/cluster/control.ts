import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { isAlive } from "./lock";
import { isCluster, type Place } from "./place";
import type { Programs } from "./programs";

export const SUPERUSER = "postgres";

const LOG = "server.log";
const LOG_BYTES = 10 * 1024 * 1024;
const START_SECONDS = 60;
const STOP_SECONDS = 20;

/** What every start writes anew, so that an upgrade of Parley brings its settings. Loopback only, over TCP on every platform. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "150",
  timezone: "UTC",
  log_timezone: "UTC",
  jit: "off",
  log_min_messages: "warning",
};

/**
 * Makes a new cluster: checksums, scram, text in UTF-8 whose letters behave alike on every platform. Half-made ones are not kept,
 * and of two that are made at once the first stays.
 */
export async function createCluster(place: Place, programs: Programs, password: string): Promise<void> {
  clearUnfinished(place);
  const unfinished = `${place.dataDir}.new.${process.pid}.${randomBytes(4).toString("hex")}`;
  const passwordFile = `${unfinished}.password`;
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  lend(place, unfinished, passwordFile);
  try {
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = [`--username=${SUPERUSER}`, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    const made = await run(place, programs.initdb, [
      `--pgdata=${unfinished}`,
      "--no-instructions",
      ...locale,
      ...access,
    ]);
    if (made.code !== 0) throw new Error(`PostgreSQL could not create its data folder:\n${made.output}`);
    moveIntoPlace(unfinished, place.dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** What a start that was killed while it made a cluster has left. */
function clearUnfinished({ base }: Place): void {
  for (const name of readdirSync(base)) {
    const [, pid] = /^postgres\.new\.(\d+)\./.exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) rmSync(join(base, name), { recursive: true, force: true });
  }
}

function moveIntoPlace(unfinished: string, dataDir: string): void {
  try {
    renameSync(unfinished, dataDir);
  } catch (error) {
    if (!isCluster(dataDir)) throw error;
  }
}

/** Starts the server detached, so that it outlives us, and waits until it answers. Returns false when it did not start. */
export async function startServer(
  place: Place,
  programs: Programs,
  port: number,
  settings: Record<string, string> = {},
): Promise<boolean> {
  writeSettings(place, { ...SETTINGS, ...settings, port: String(port) });
  turnLog(place);
  const log = join(place.dataDir, LOG);
  // No pipes: on Windows the server would inherit them and we would wait for its end.
  const args = ["start", "-D", place.dataDir, "-l", log, "-w", "-t", String(START_SECONDS), "-s"];
  return (await run(place, programs.pgCtl, args, { quiet: true })).code === 0;
}

/** Ends the server: sessions are cut, committed work is on disk. */
export async function stopServer(place: Place, programs: Programs): Promise<void> {
  for (const mode of ["fast", "immediate"]) {
    const args = ["stop", "-D", place.dataDir, "-m", mode, "-w", "-t", String(STOP_SECONDS), "-s"];
    const stopped = await run(place, programs.pgCtl, args, { quiet: true });
    if (stopped.code === 0 || !existsSync(join(place.dataDir, "postmaster.pid"))) return;
  }
  throw new Error(`The database in ${place.dataDir} does not stop.`);
}

/** The end of the server's log, for a message about why it did not start. */
export function logTail(place: Place): string {
  const path = join(place.dataDir, LOG);
  return existsSync(path) ? readFileSync(path, "utf8").slice(-2_000) : "";
}

function writeSettings(place: Place, settings: Record<string, string>): void {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  const own = join(place.dataDir, "parley.conf");
  writeFileSync(own, `${lines.join("\n")}\n`);
  lend(place, own);
  const main = join(place.dataDir, "postgresql.conf");
  const text = readFileSync(main, "utf8");
  if (!text.includes("include 'parley.conf'")) writeFileSync(main, `${text}\ninclude 'parley.conf'\n`);
}

function turnLog(place: Place): void {
  const log = join(place.dataDir, LOG);
  if (existsSync(log) && statSync(log).size > LOG_BYTES) renameSync(log, `${log}.1`);
}

function lend(place: Place, ...paths: string[]): void {
  if (!place.account) return;
  for (const path of paths) chownSync(path, place.account.uid, place.account.gid);
}

type Finished = { code: number | null; output: string };

function run(
  place: Place,
  program: string,
  args: string[],
  options: { quiet?: boolean } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...(place.account ?? {}),
      cwd: place.base,
      env: bareEnvironment(),
      stdio: options.quiet ? "ignore" : ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    let output = "";
    child.stdout?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on(options.quiet ? "exit" : "close", (code) => resolve({ code, output }));
  });
}

/** Our secrets are in our environment, and the server runs as a user that others may share: it gets none of them. */
function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = ["PATH", "SystemRoot", "windir", "TEMP", "TMP"];
  const { NODE_ENV } = process.env;
  const entries = kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  return { NODE_ENV, ...Object.fromEntries(entries) };
}
