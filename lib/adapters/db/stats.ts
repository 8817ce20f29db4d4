import { AsyncLocalStorage } from "node:async_hooks";
import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  Transaction,
} from "@prisma/driver-adapter-utils";

/** What the work inside `countQueries` has asked of the database. Statements of the transaction itself (begin, assume, commit) are not counted. */
export type QueryStats = { transactions: number; queries: number; statements: string[] };

const storage = new AsyncLocalStorage<QueryStats>();

/** Runs `work` and counts the queries of every transaction that it starts. `queryStats()` reads the count from inside. */
export async function countQueries<T>(work: () => Promise<T>): Promise<{ result: T; stats: QueryStats }> {
  const stats: QueryStats = { transactions: 0, queries: 0, statements: [] };
  const result = await storage.run(stats, work);
  return { result, stats };
}

/** The count so far, or null outside `countQueries`. */
export function queryStats(): QueryStats | null {
  return storage.getStore() ?? null;
}

/** Wraps a driver so that its transactions count for whoever starts them. */
export function counted(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => countingAdapter(await factory.connect()),
  };
}

function countingAdapter(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const start = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (isolationLevel) => {
    const stats = queryStats();
    const transaction = await start(isolationLevel);
    if (!stats) return transaction;
    stats.transactions += 1;
    return countingTransaction(transaction, stats);
  };
  return adapter;
}

function countingTransaction(transaction: Transaction, stats: QueryStats): Transaction {
  const { queryRaw, executeRaw } = transaction;
  transaction.queryRaw = (query) => queryRaw.call(transaction, note(query, stats));
  transaction.executeRaw = (query) => executeRaw.call(transaction, note(query, stats));
  return transaction;
}

const OUR_OWN = /^\s*(begin|commit|rollback|savepoint|release|select set_config\('role')/i;

function note(query: SqlQuery, stats: QueryStats): SqlQuery {
  if (!OUR_OWN.test(query.sql)) {
    stats.queries += 1;
    stats.statements.push(query.sql);
  }
  return query;
}
