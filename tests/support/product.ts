import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { z } from "zod";

const ROOT = path.resolve(import.meta.dirname, "../..");
const READY_MS = 180_000;

const Processes = z.object({
  launcher: z.number(),
  web: z.number(),
  worker: z.number().nullable(),
  webPort: z.number(),
  workerPort: z.number(),
  databaseUrl: z.string().nullable(),
  databaseFolder: z.string().nullable(),
});

type ProcessName = "launcher" | "web" | "worker" | "database";

export type ProductOptions = {
  /** More variables, such as APP_URL or OPENAI_BASE_URL. */
  env?: Record<string, string>;
  /** The folder of an earlier product, to start it again. A new one in the temporary folder unless told. */
  home?: string;
  /** Any free port unless told. */
  port?: number;
  /** As another user of this machine (root may). */
  uid?: number;
};

/** The real product, as `npm start` brings it up, with a folder and a port of its own. */
export type Product = {
  url: string;
  home: string;
  /** What it printed so far. */
  output(): string;
  pid(name: ProcessName): number;
  /** kill -9. The launcher brings back whatever is not the launcher. */
  kill(name: ProcessName): void;
  /** Resolves when it serves again after a kill: another process under the same address. */
  recovered(name: "web" | "worker" | "database", formerPid: number): Promise<void>;
  /** The address of its own database, as the superuser. */
  ownerUrl(): string;
  /** As the database's superuser. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Closes the other end of what it prints to, as a terminal that goes away. */
  closeOutput(): void;
  /** SIGTERM, as Ctrl-C. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Stops it and forgets its folder. */
  discard(): Promise<void>;
};

/** Starts the product and resolves when it says that it is ready. Throws with what it printed when it does not. */
export async function startProduct(options: ProductOptions = {}): Promise<Product> {
  const home = options.home ?? newHome();
  if (options.uid !== undefined) chownSync(home, options.uid, options.uid);
  const child = spawn(process.execPath, ["--import", "tsx", "lib/embedded/start.ts"], {
    cwd: ROOT,
    env: { ...process.env, ...cleared(), PARLEY_HOME: home, PORT: String(options.port ?? 0), ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const output = collect(child);
  const said = await ready(child, output);
  const processes = () =>
    Processes.parse(JSON.parse(readFileSync(path.join(home, "processes.json"), "utf8")));

  const product: Product = {
    // Under a name of its own it stands behind a proxy: the tests then ask it directly.
    url: said.startsWith("https:") ? `http://127.0.0.1:${processes().webPort}` : said,
    home,
    output,
    pid: (name) => (name === "database" ? databasePid(processes().databaseFolder) : (processes()[name] ?? 0)),
    kill: (name) => void process.kill(product.pid(name), "SIGKILL"),
    recovered: (name, formerPid) =>
      until(`the ${name} is back`, async () => {
        if (!isAnother(() => product.pid(name), formerPid)) return false;
        const { workerPort } = processes();
        const places = [product.url, `http://127.0.0.1:${workerPort}`];
        const isServing = await Promise.all(places.map(isHealthy));
        return isServing.every(Boolean);
      }),
    ownerUrl: () => processes().databaseUrl ?? "",
    sql: (text, values = []) => query(product.ownerUrl(), text, values),
    closeOutput: () => {
      child.stdout.destroy();
      child.stderr.destroy();
    },
    stop: () => stop(child, "SIGTERM"),
    discard: async () => {
      await stop(child, "SIGTERM");
      rmSync(home, { recursive: true, force: true });
    },
  };
  return product;
}

/** A folder that the database's own user can reach, also as root. */
export function newHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), "parley-home-"));
  chmodSync(home, 0o755);
  return home;
}

/** Polls a condition of the outside world. Throws when it does not come true within 30 s. */
export async function until(
  what: string,
  condition: () => Promise<boolean> | boolean,
  withinMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It did not happen within ${withinMs / 1000} s: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Whether a process with this id exists and has not ended. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

/** The variables of the machine that runs the tests must not configure the product. */
function cleared(): Record<string, undefined> {
  const ours =
    /^(DATABASE_|DIRECT_|APP_URL|AUTH_|SECRETS_|PUSHER_|INNGEST_|BLOB_|SMTP_|MAIL_|OPENAI_|ANTHROPIC_|GOOGLE_|COMPATIBLE_|OPS_TOKEN|HOST$|PARLEY_|npm_lifecycle_event|NODE_ENV|VITEST)/;
  return Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => ours.test(name))
      .map((name) => [name, undefined]),
  );
}

function collect(child: ChildProcess): () => string {
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return () => text;
}

async function ready(child: ChildProcess, output: () => string): Promise<string> {
  const address = () => /Parley is (?:ready|already running at)\s+(http\S+)/.exec(output())?.[1];
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  await until("Parley is ready", () => address() !== undefined || hasEnded(), READY_MS).catch(() => {});
  const url = address();
  if (url) return url;
  child.kill("SIGKILL");
  throw new Error(`Parley did not start:\n${output()}`);
}

/** The file with a process's id is missing for a moment while the process starts. */
function isAnother(readPid: () => number, formerPid: number): boolean {
  try {
    return readPid() !== formerPid;
  } catch {
    return false;
  }
}

async function isHealthy(url: string): Promise<boolean> {
  const response = await fetch(`${url}/health`).catch(() => null);
  return response?.status === 200;
}

function databasePid(folder: string | null): number {
  if (!folder) throw new Error("This product has no database of its own.");
  return Number(readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
}

async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
  return child.exitCode;
}
