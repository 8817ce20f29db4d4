import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createDatabase } from "@/lib/adapters/db/prisma";
import { migrate } from "@/lib/cli/migrate";
import { systemClock } from "@/lib/core/clock";
import { newId, type WorkspaceId } from "@/lib/core/ids";
import type { Ctx, Ports } from "@/lib/ctx";
import { startPostgres } from "@/lib/embedded/postgres";
import { recordingPorts } from "@/tests/support/ports";

/** A workspace of one owner, who asks. */
export type BenchWorkspace = { ctx: Ctx; memberId: string; id: WorkspaceId };

export type BenchPlace = {
  /** As the superuser: premises, and plans. */
  sql: pg.Client;
  loginUrl: string;
  addWorkspace(slug: string): Promise<BenchWorkspace>;
  close(): Promise<void>;
};

/** What is measured reads: loading need not survive a power cut. */
const QUICK = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** An embedded PostgreSQL of its own, migrated, with the settings of `npm start` otherwise. */
export async function openPlace(): Promise<BenchPlace> {
  const home = mkdtempSync(join(tmpdir(), `parley-bench-${process.pid}-`));
  chmodSync(home, 0o755); // as root, the server runs as somebody else
  const server = await startPostgres({ home, settings: QUICK });
  await migrate({ directUrl: server.superuserUrl, loginPassword: server.loginPassword });
  const url = new URL(server.superuserUrl);
  url.username = "parley_login";
  url.password = server.loginPassword;
  const database = createDatabase({ url: url.href, pool: 4 });
  const sql = new pg.Client({ connectionString: server.superuserUrl });
  await sql.connect();
  const ports: Ports = { ...recordingPorts().ports, database, clock: systemClock };
  return {
    sql,
    loginUrl: url.href,
    addWorkspace: (slug) => addWorkspace(sql, ports, slug),
    close: async () => {
      await sql.end();
      await database.close();
      await server.stop();
      for (const folder of [server.dataDir, home]) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function addWorkspace(sql: pg.Client, ports: Ports, slug: string): Promise<BenchWorkspace> {
  const id = newId() as WorkspaceId; // a fixture is a gate of its own
  const [userId, memberId] = [newId(), newId()];
  const email = `ana@${slug}.example.com`;
  await sql.query('insert into "Workspace" (id, slug, name) values ($1, $2, $2)', [id, slug]);
  await sql.query('insert into "User" (id, name, email) values ($1, $2, $3)', [userId, "Ana", email]);
  await sql.query(
    `insert into "Member" ("workspaceId", id, kind, "userId", name, email, role) values ($1, $2, 'person', $3, 'Ana', $4, 'owner')`,
    [id, memberId, userId, email],
  );
  const actor = { kind: "member", memberId, userId, role: "owner", name: "Ana" } as const;
  return { id, memberId, ctx: { ...ports, actor, workspaceId: id, requestId: "bench" } };
}
