import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { generate } from "@/lib/cli/generate";
import { migrate } from "@/lib/cli/migrate";
import { isAlive, isPostgres, readLock } from "@/lib/embedded/cluster/lock";
import { startPostgres } from "@/lib/embedded/postgres";

/** What every test file is told about the server of this run. */
export type TestServer = { superuserUrl: string; loginPassword: string; template: string };

declare module "vitest" {
  export interface ProvidedContext {
    postgres: TestServer;
  }
}

const TEMPLATE = "parley_template";
const PREFIX = "parley-test-";

/** Nothing here has to survive a power cut, and creating a database is ten times as fast without waiting for the disk. */
const QUICK = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "300" };

/**
 * One embedded PostgreSQL for the run, with a migrated template that each test file copies. PARLEY_TEST_HOME names a folder to keep it in,
 * running, for the next run: quicker when the same tests are run again and again.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  generate();
  clearAbandoned();
  const kept = process.env.PARLEY_TEST_HOME;
  const home = kept ?? mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  chmodSync(home, 0o755); // as root, the server runs as somebody else
  const server = await startPostgres({ home, settings: QUICK });
  await renewTemplate(server.superuserUrl, server.loginPassword);
  project.provide("postgres", {
    superuserUrl: server.superuserUrl,
    loginPassword: server.loginPassword,
    template: TEMPLATE,
  });
  return async () => {
    if (kept) return;
    await server.stop();
    rmSync(server.dataDir, { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  };
}

async function renewTemplate(superuserUrl: string, loginPassword: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`drop database if exists ${TEMPLATE} with (force)`);
    await client.query(`create database ${TEMPLATE}`);
  } finally {
    await client.end();
  }
  const url = new URL(superuserUrl);
  url.pathname = `/${TEMPLATE}`;
  await migrate({ directUrl: url.href, loginPassword });
}

/** A run that was killed leaves its server behind, which is detached on purpose: the next run ends it. */
function clearAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^parley-test-(\d+)-/.exec(name) ?? [];
    if (!pid || isAlive(Number(pid))) continue;
    const home = join(tmpdir(), name);
    const lock = readLock(join(home, "postgres"));
    if (lock && isPostgres(lock.pid)) process.kill(lock.pid, "SIGQUIT");
    rmSync(home, { recursive: true, force: true });
  }
}
