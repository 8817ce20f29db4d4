import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createDatabase } from "@/lib/adapters/db/prisma";
import { migrate } from "@/lib/cli/migrate";
import { canReach, isRoot, unprivilegedAccount } from "./cluster/account";
import { type RunningPostgres, startPostgres } from "./postgres";

let home: string;
let running: RunningPostgres | null;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "parley-pg-"));
  chmodSync(home, 0o755);
  running = null;
});
afterEach(async () => {
  await running?.stop();
  if (running) rmSync(join(running.dataDir, ".."), { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

async function start(options: { port?: number } = {}): Promise<RunningPostgres> {
  running = await startPostgres({ home, ...options });
  return running;
}

async function ask<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: running?.superuserUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const lockFile = () => join(running?.dataDir ?? "", "postmaster.pid");
const serverPid = () => Number(readFileSync(lockFile(), "utf8").split("\n")[0]);

describe("the embedded PostgreSQL", () => {
  test("is a real one, on loopback, with a password that nobody else can read", async () => {
    const { superuserUrl, adopted } = await start();
    expect(adopted).toBe(false);
    const [row] = await ask<
      Record<string, string>
    >(`select current_setting('server_version') as version, current_database() as database,
      current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync, current_setting('data_checksums') as checksums,
      lower('ZÜRICH ΑΘΗΝΑ') as folded, to_tsvector('simple', 'Zürich')::text as words`);
    expect(row).toMatchObject({ database: "parley", addresses: "127.0.0.1", fsync: "on", checksums: "on" });
    expect(row).toMatchObject({ folded: "zürich αθηνα", words: "'zürich':1" });
    expect(row?.version).toMatch(/^18\./);

    if (process.platform !== "win32")
      expect(statSync(join(home, "postgres.password")).mode & 0o777).toBe(0o600);
    const stranger = new URL(superuserUrl);
    stranger.password = "guess";
    await expect(new pg.Client({ connectionString: stranger.href }).connect()).rejects.toMatchObject({
      code: "28P01",
    });
  });

  test("keeps what it holds over a stop, and a taken port moves", async () => {
    const { port } = await start();
    await ask("create table kept as select 1 as n");
    await running?.stop();
    expect(existsSync(lockFile())).toBe(false);

    const squatter = createServer().listen(port, "127.0.0.1");
    await once(squatter, "listening");
    const again = await start({ port });
    expect(again.port).not.toBe(port);
    expect(await ask("select n from kept")).toEqual([{ n: 1 }]);
    squatter.close();
  });

  test("outlives a launcher that is killed, and is adopted by the next", async () => {
    const launcher = spawnLauncher();
    const first = await answerOf(launcher);
    launcher.kill("SIGKILL");
    await once(launcher, "exit");

    const second = await start();
    expect(second).toMatchObject({ port: first.port, adopted: true });
    expect(await ask("select 1 as n")).toEqual([{ n: 1 }]);
  });

  test("two starts at once end on one server", async () => {
    const [one, two] = await Promise.all([start(), startPostgres({ home })]);
    expect(two.port).toBe(one.port);
  });

  test("loses nothing acknowledged when it is killed itself", async () => {
    await start();
    await ask("create table kept (n int)");
    for (let n = 0; n < 20; n++) await ask(`insert into kept values (${n})`);
    process.kill(serverPid(), "SIGKILL");

    const again = await start();
    expect(again.adopted).toBe(false);
    expect(await ask("select count(*)::int as n from kept")).toEqual([{ n: 20 }]);
  });

  test("is not misled by a lock whose number belongs to another program now", async () => {
    await start();
    await running?.stop();
    writeFileSync(lockFile(), `${process.pid}\n${running?.dataDir}\n0\n1\n`);
    expect((await start()).adopted).toBe(false);
  });

  test("clears away what a start that was killed had half made", async () => {
    mkdirSync(join(home, "postgres.new.999999999.abcd"));
    await start();
    expect(readdirSync(home).sort()).toEqual(["postgres", "postgres.password"]);
  });

  test("says which file is missing rather than starting over", async () => {
    await start();
    await running?.stop();
    rmSync(join(home, "postgres.password"));
    await expect(startPostgres({ home })).rejects.toThrow(
      /password of the database is missing .*postgres\.password/,
    );
  });

  test("while it is down the application is told so, and goes on when it is back (F1)", async () => {
    const { superuserUrl, loginPassword, port } = await start();
    const { databaseUrl } = await migrate({ directUrl: superuserUrl, loginPassword });
    const database = createDatabase({ url: databaseUrl ?? "", pool: 2 });
    await database.ping();

    await running?.stop();
    const began = Date.now();
    await expect(database.ping()).rejects.toMatchObject({
      code: "UNAVAILABLE",
      details: { retryAfterSeconds: 1 },
    });
    expect(Date.now() - began).toBeLessThan(2_500);

    expect((await start({ port })).port).toBe(port);
    await database.ping();
    await database.close();
  });
});

describe.runIf(isRoot())("started by root", () => {
  test("runs as somebody else, who alone can read the data", async () => {
    const { dataDir } = await start();
    expect(statSync(dataDir).uid).toBe(unprivilegedAccount().uid);
    expect(statSync(dataDir).mode & 0o077).toBe(0);
  });

  test("keeps the data where that user can reach it when the home is closed to others", async () => {
    chmodSync(home, 0o700);
    const { dataDir } = await start();
    expect(dataDir).toMatch(/^\/var\/lib\/parley\/[0-9a-f]{16}\/postgres$/);
    expect(await ask("select 1 as n")).toEqual([{ n: 1 }]);
    expect((await startPostgres({ home })).adopted).toBe(true);
  });

  test.runIf(isRoot() && canReach(process.cwd(), unprivilegedAccount()))(
    "works for an ordinary user too",
    async () => {
      const user = unprivilegedAccount();
      chownSync(home, user.uid, user.gid);
      const launcher = spawnLauncher({ ...user, env: { HOME: home, TMPDIR: home, NODE_ENV: "test" } });
      const { adopted } = await answerOf(launcher);
      expect(adopted).toBe(false);
      launcher.kill("SIGKILL");
      const { dataDir } = await start(); // root may adopt what an ordinary user left running
      expect(statSync(dataDir).uid).toBe(user.uid);
    },
  );
});

function spawnLauncher(options: { uid?: number; gid?: number; env?: NodeJS.ProcessEnv } = {}): ChildProcess {
  const args = ["--import", "tsx", "tests/support/start-postgres.ts", home];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"], ...options });
}

async function answerOf(launcher: ChildProcess): Promise<{ port: number; adopted: boolean }> {
  if (!launcher.stdout) throw new Error("The launcher has no output.");
  const [line] = await once(launcher.stdout, "data");
  return JSON.parse(String(line));
}
