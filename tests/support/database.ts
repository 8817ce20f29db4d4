import pg from "pg";
import { inject } from "vitest";
import type { DatabasePort } from "@/lib/adapters/db/port";
import { createDatabase } from "@/lib/adapters/db/prisma";
import { whatIsForgotten } from "@/lib/relay";

export type TestDatabase = {
  /** The port, as the login role. */
  database: DatabasePort;
  /** As the login role, to make another port or to start a process with. */
  url: string;
  /** As the superuser. */
  directUrl: string;
  /** Runs SQL above all policies: for a premise, or for what only the operator could do. */
  superuser<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
};

/** A migrated database of its own, copied from the template in about 50 ms. `afterAll(() => it.drop())`. */
export async function createTestDatabase(options: { pool?: number } = {}): Promise<TestDatabase> {
  const server = inject("postgres");
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await asSuperuser(server.superuserUrl, (client) =>
    client.query(`create database ${name} template ${server.template}`),
  );

  const directUrl = urlOf(server.superuserUrl, name);
  const url = urlOf(server.superuserUrl, name, { user: "parley_login", password: server.loginPassword });
  const database = createDatabase({ url, pool: options.pool ?? 5 });
  return {
    database,
    url,
    directUrl,
    superuser: (sql, values) => superuser(directUrl, sql, values),
    drop: async () => {
      await whatIsForgotten(); // a moment after the last event left
      await database.close();
      await asSuperuser(server.superuserUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** Runs one statement as the superuser of a test database. */
export async function superuser<Row extends pg.QueryResultRow>(
  directUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const { rows } = await asSuperuser(directUrl, (client) => client.query<Row>(sql, values));
  return rows;
}

/** An empty database that was never migrated. */
export async function createEmptyDatabase(): Promise<{ directUrl: string; drop(): Promise<void> }> {
  const { superuserUrl } = inject("postgres");
  const name = `empty_${crypto.randomUUID().replaceAll("-", "")}`;
  await asSuperuser(superuserUrl, (client) => client.query(`create database ${name}`));
  return {
    directUrl: urlOf(superuserUrl, name),
    drop: async () => {
      await asSuperuser(superuserUrl, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(serverUrl: string, database: string, login?: { user: string; password: string }): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  if (login) {
    url.username = login.user;
    url.password = login.password;
  }
  return url.href;
}
