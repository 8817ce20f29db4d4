import { createHmac, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { createCluster, logTail, SUPERUSER, startServer, stopServer } from "./cluster/control";
import { isPostgres, readLock } from "./cluster/lock";
import { choosePlace, isCluster, type Place } from "./cluster/place";
import { type Programs, preparePrograms } from "./cluster/programs";
import { freePort, isPortAnswered } from "./free-port";

export type PostgresOptions = {
  /** The folder of this instance (`PARLEY_HOME`). */
  home: string;
  /** The port to prefer; a taken one, or none, becomes a free one. */
  port?: number;
  log?: (line: string) => void;
  /** Server settings beyond ours; tests give up durability for speed. */
  settings?: Record<string, string>;
};

export type RunningPostgres = {
  /** Connects as the superuser to the database `parley`. */
  superuserUrl: string;
  /** The password for the login role of this cluster, for `migrate`. */
  loginPassword: string;
  port: number;
  dataDir: string;
  /** Whether it already ran: a crash of the launcher leaves it running, and the next start takes it over. */
  adopted: boolean;
  /** Stops the server, also an adopted one. */
  stop(): Promise<void>;
};

const DATABASE = "parley";
const ATTEMPTS = 5;
const ADOPTION_SECONDS = 60;

/**
 * The embedded PostgreSQL of a home, running: created on first use, adopted where it still runs, started otherwise. It is detached and
 * outlives a killed launcher. Throws a sentence, with the end of the server's log, when it cannot be started.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const log = options.log ?? (() => undefined);
  const place = choosePlace(options.home);
  const programs = preparePrograms(place);
  const password = keepPassword(options.home, isCluster(place.dataDir));

  if (!isCluster(place.dataDir)) {
    log(`Creating the database in ${place.dataDir}`);
    await createCluster(place, programs, password);
  }
  requireSameMajor(place, programs);
  const adoptedPort = await adopt(place, password);
  const port = adoptedPort ?? (await start(place, programs, password, options));
  await ensureDatabase(urlOf(port, password, "postgres"));
  return {
    superuserUrl: urlOf(port, password, DATABASE),
    loginPassword: createHmac("sha256", password).update("parley_login").digest("base64url"),
    port,
    dataDir: place.dataDir,
    adopted: adoptedPort !== null,
    stop: () => stopServer(place, programs),
  };
}

/** Starts the server, on another port if somebody takes ours in between, or adopts the one that a parallel start made. */
async function start(
  place: Place,
  programs: Programs,
  password: string,
  options: PostgresOptions,
): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = await choosePort(attempt === 0 ? options.port : undefined);
    const started = await startServer(place, programs, port, options.settings);
    const actual = await adopt(place, password);
    if (actual !== null) return actual;
    if (started) continue; // it ended again at once
    if (!logTail(place).includes("could not create any TCP/IP sockets")) break;
  }
  throw new Error(`PostgreSQL did not start. The end of its log says:\n${logTail(place)}`);
}

/**
 * The port of the server that already runs on this data, or null. A lock file whose process is gone, or is somebody else's because
 * the number was used again, is cleared away.
 */
async function adopt(place: Place, password: string): Promise<number | null> {
  const deadline = Date.now() + ADOPTION_SECONDS * 1000;
  for (;;) {
    const lock = readLock(place.dataDir);
    if (!lock) return null;
    if (!isPostgres(lock.pid)) {
      rmSync(join(place.dataDir, "postmaster.pid"), { force: true });
      return null;
    }
    if (lock.port && (await serves(urlOf(lock.port, password, "postgres"), place.dataDir))) return lock.port;
    if (Date.now() > deadline)
      throw new Error(`A database runs on ${place.dataDir} (process ${lock.pid}) but does not answer.`);
    await new Promise((resolve) => setTimeout(resolve, 200)); // it is starting, recovering or stopping
  }
}

async function serves(url: string, dataDir: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ folder: string }>(
      "select current_setting('data_directory') as folder",
    );
    return realpathSync(rows[0]?.folder ?? "") === realpathSync(dataDir);
  }).catch(() => false);
}

async function ensureDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("select pg_advisory_lock(hashtext('parley_database'))"); // ends with the session
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => undefined); // a server that stops while we look is seen by the query
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function keepPassword(home: string, clusterExists: boolean): string {
  const path = join(home, "postgres.password");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  if (clusterExists)
    throw new Error(
      `The password of the database is missing (${path}). Restore this file, or restore a backup.`,
    );
  const draft = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600 });
  try {
    linkSync(draft, path); // whole or not at all, and never over one that a parallel start made
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(path, "utf8").trim();
}

function requireSameMajor(place: Place, programs: Programs): void {
  const made = readFileSync(join(place.dataDir, "PG_VERSION"), "utf8").trim();
  if (made === programs.major) return;
  throw new Error(
    `The data in ${place.dataDir} was made by PostgreSQL ${made} and this Parley carries ${programs.major}. Make a backup with the version that made it, and restore it here.`,
  );
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

async function choosePort(wanted: number | undefined): Promise<number> {
  return wanted && !(await isPortAnswered(wanted)) ? wanted : freePort();
}
