import pg from "pg";
import type { Log } from "./engine";
import { TABLES } from "./tables";

/** A transaction, or the pool: what a statement can be sent to. */
type Db = {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
};

/**
 * An open transaction. Statements travel without waiting for the answers to the ones before them, so that most transactions are two
 * round trips. `send` is for a statement whose rows nobody needs; the transaction fails if it does.
 */
export type Tx = Db & { send(text: string, values?: readonly unknown[]): void };

export type Store = Db & {
  /** One transaction; a deadlock or serialization failure is tried again, at most three times. */
  transaction<T>(work: (db: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const CONNECTIONS = 6;
const CONNECT_MS = 2_000;
const STATEMENT_MS = 10_000;
const TRIES = 3;
const TRY_AGAIN = new Set(["40001", "40P01"]);
/** PostgreSQL: a value that cannot be, a constraint that does not hold, a program that asks for more than there is. */
const REFUSED = /^(22|23|54)/;

/** Opens the database and makes the tables that are missing. Throws when it cannot be reached. */
export async function openStore(databaseUrl: string, log: Log): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: "parley-jobs",
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    keepAlive: true,
    pipeline: true,
  });
  // A connection that the server cuts is replaced by the pool; without a listener it would end the process. The pool hears those that
  // are idle. One in a transaction may be cut between two statements: its next statement fails, and the transaction with it.
  pool.on("error", (error) => log.warn("jobs.connection_lost", { reason: error.message }));
  pool.on("connect", (client) => client.on("error", () => {}));

  const store: Store = {
    query: async (text, values = []) => (await pool.query(text, [...values])).rows,
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  };
  await store
    .transaction(async (db) => {
      await db.query("select pg_advisory_xact_lock(hashtext('jobs.tables'))");
      await db.query(TABLES);
    })
    .catch(async (error: unknown) => {
      await pool.end();
      throw error;
    });
  return store;
}

async function inTransaction<T>(pool: pg.Pool, work: (db: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect().catch(lost);
    let isBroken = false;
    try {
      return await commitAfter(client, work);
    } catch (error) {
      await client.query("rollback").catch(() => {
        isBroken = true;
      });
      if (attempt === TRIES || !TRY_AGAIN.has(sqlState(error))) throw error;
    } finally {
      client.release(isBroken);
    }
  }
}

async function commitAfter<T>(client: pg.PoolClient, work: (db: Tx) => Promise<T>): Promise<T> {
  const sent: Promise<pg.QueryResult>[] = [];
  const send = (text: string, values: readonly unknown[] = []) => {
    const answer = client.query(text, [...values]);
    // A failure is heard at the end, where all are awaited, and by whoever awaits the rows.
    answer.catch(() => undefined);
    sent.push(answer);
    return answer;
  };
  send("begin");
  try {
    const result = await work({
      send: (text, values) => void send(text, values),
      query: async (text, values) => (await send(text, values)).rows,
    });
    send("commit");
    await Promise.all(sent);
    return result;
  } catch (error) {
    // What failed first is the cause; the statements behind it only say that the transaction is aborted.
    const answers = await Promise.allSettled(sent);
    const failed = answers.find((answer) => answer.status === "rejected");
    if (!failed) throw error;
    return isDatabaseError(failed.reason) ? Promise.reject(failed.reason) : lost(failed.reason);
  }
}

/** The line to the database was lost, whatever the driver says of it. */
class LineLost extends Error {}

function lost(cause: unknown): never {
  throw new LineLost(String(cause), { cause });
}

/**
 * Whether what was asked is itself at fault: our own code threw, or the database refuses a value. Anything else (a lost line, a timeout, a
 * deadlock) may succeed when it is tried again.
 */
export function isRefusal(error: unknown): boolean {
  return isDatabaseError(error) ? REFUSED.test(sqlState(error)) : !(error instanceof LineLost);
}

/** Whether a statement failed, as opposed to our own code: its transaction is lost. */
export function isDatabaseError(error: unknown): boolean {
  return error instanceof pg.DatabaseError;
}

function sqlState(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.code ?? "") : "";
}
