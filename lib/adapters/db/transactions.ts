import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { AppError } from "@/lib/core/errors";
import { Prisma, PrismaClient } from "@/prisma/generated/client";
import { isConflict, isDuplicate, toAppError } from "./errors";
import type { DatabasePort, TransactionOptions, Tx } from "./port";
import { counted } from "./stats";

const CONNECT_MS = 2_000;
const TRANSACTION_MS = 15_000;
const PING_MS = 2_000;
/** Longest a statement may run, and longest a transaction may wait for us between two. */
const STATEMENT = "10s";
const IDLE = "10s";
const TRIES = 3;

/** The database over a Prisma driver adapter: every implementation differs in the driver alone. */
export function databaseOver(driver: SqlDriverAdapterFactory): DatabasePort {
  const client = new PrismaClient({ adapter: counted(driver), errorFormat: "minimal" });
  const once = <T>(options: TransactionOptions, work: (tx: Tx) => Promise<T>) =>
    client.$transaction(
      async (tx) => {
        await assume(tx, options);
        return work(tx);
      },
      { maxWait: CONNECT_MS, timeout: TRANSACTION_MS },
    );

  return {
    inTransaction: (options, work) => retrying(() => once(options, work)),
    assume,
    ping: async () => {
      const answer = client.$queryRaw`select 1`.catch((error: unknown) => {
        throw toAppError(error);
      });
      await within(PING_MS, answer);
    },
    close: () => client.$disconnect(),
  };
}

/** Takes the role and names the tenant, for this transaction only: the connection goes back to the pool as nobody. */
async function assume(tx: Tx, { role, workspaceId, userId, isDurable }: TransactionOptions): Promise<void> {
  const isLax = isDurable === false;
  await tx.$queryRaw`select set_config('role', ${role}, true), set_config('app.workspace_id', ${workspaceId ?? ""}, true),
    set_config('app.user_id', ${userId ?? ""}, true), set_config('statement_timeout', ${STATEMENT}, true),
    set_config('idle_in_transaction_session_timeout', ${IDLE}, true)${isLax ? WITHOUT_WAITING : Prisma.empty}`;
}

const WITHOUT_WAITING = Prisma.sql`, set_config('synchronous_commit', 'off', true)`;

/**
 * Tries again what lost against another transaction, after a short wait of random length so that two do not meet again. What met a key
 * that is taken is tried once more: the winner is seen now.
 */
async function retrying<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      const mayPass = isConflict(error) || (tried === 1 && isDuplicate(error));
      if (tried === TRIES || !mayPass) throw toAppError(error);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tried));
    }
  }
}

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError("UNAVAILABLE", "The database does not answer in time.", { retryAfterSeconds: 1 }));
    }, ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
