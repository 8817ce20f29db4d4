import pg from "pg";
import { migrate } from "@/lib/cli/migrate";
import { isHalfTold } from "./first-run";
import { type RunningPostgres, startPostgres } from "./postgres";
import type { Settings } from "./settings";
import { say, sayRestart } from "./terminal";

export type Database = {
  /** As the owner, for migrations and the job runner. null: only the login role is known. */
  ownerUrl: string | null;
  /** As the login role, for the application. null: DATABASE_URL is configured already. */
  loginUrl: string | null;
  /** Where its data is, when it is ours. */
  folder: string | null;
  stop(): Promise<void>;
};

/** The configured database, or the embedded one: started (or adopted, when a crash left it running) and migrated. */
export async function openDatabase(settings: Settings): Promise<Database> {
  return settings.env.DATABASE_URL ? openConfigured(settings) : openEmbedded(settings);
}

async function openEmbedded({ home }: Settings): Promise<Database> {
  const postgres = await startPostgres({ home, log: say });
  const { superuserUrl, loginPassword } = postgres;
  if (isHalfTold(home)) await emptyDatabase(superuserUrl);
  const { databaseUrl } = await migrate({ directUrl: superuserUrl, loginPassword });
  const watch = keepRunning(postgres, home);
  return {
    ownerUrl: superuserUrl,
    loginUrl: databaseUrl,
    folder: postgres.dataDir,
    stop: async () => {
      await watch.end();
      await postgres.stop();
    },
  };
}

/** For what a first run left half done, before anybody was served. */
async function emptyDatabase(superuserUrl: string): Promise<void> {
  const url = new URL(superuserUrl);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
    await client.query(`create database ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

/** A configured database that does not answer keeps nobody from starting: pages say so, and it is migrated when it is back. */
async function openConfigured({ env }: Settings): Promise<Database> {
  const directUrl = env.DIRECT_DATABASE_URL ?? null;
  let timer: NodeJS.Timeout | null = null;
  const attempt = async () => {
    if (directUrl === null) return;
    await migrate({ directUrl }).catch((error: unknown) => {
      if (!isUnreachable(error)) throw error;
      say("The database does not answer yet. Parley starts without it and tries again.");
      timer = setTimeout(() => void attempt(), RETRY_MS);
    });
  };
  await attempt();
  return {
    ownerUrl: directUrl,
    loginUrl: null,
    folder: null,
    stop: async () => {
      if (timer) clearTimeout(timer);
    },
  };
}

const RETRY_MS = 5_000;
const UNREACHABLE = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "ECONNRESET", "57P03"]);

/** Whether the database was not there, as opposed to refusing what we asked. */
export function isUnreachable(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && UNREACHABLE.has(String(cause.code))) return true;
  }
  return false;
}

/** Notices at once when the server dies (its connection to us ends) and starts it again on the same port, with backoff. */
function keepRunning(postgres: RunningPostgres, home: string): { end(): Promise<void> } {
  let isOver = false;
  let waitMs = 250;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;

  const watch = async () => {
    const current = new pg.Client({
      connectionString: postgres.superuserUrl,
      application_name: "parley watch",
      keepAlive: true,
    });
    client = current;
    current.on("error", () => {}); // 'end' follows
    await current.connect();
    waitMs = 250;
    current.once("end", () => lost("the connection ended"));
  };
  const lost = (reason: string) => {
    if (isOver) return;
    sayRestart("database", reason, waitMs);
    timer = setTimeout(() => void restart(), waitMs);
    waitMs = Math.min(waitMs * 2, 15_000);
  };
  const restart = () =>
    startPostgres({ home, port: postgres.port })
      .then(watch)
      .catch((error: unknown) => lost(String(error)));

  void watch().catch((error: unknown) => lost(String(error)));
  return {
    end: async () => {
      isOver = true;
      if (timer) clearTimeout(timer);
      await client?.end().catch(() => {});
    },
  };
}
