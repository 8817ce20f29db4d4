import type { Prisma } from "@/prisma/generated/client";

/** What runs inside a transaction: the generated client, scoped to one connection. */
export type Tx = Prisma.TransactionClient;

/** The database roles that a transaction may assume (house.md, three walls). */
type DatabaseRole = "app_user" | "app_identity";

export type TransactionOptions = {
  role: DatabaseRole;
  /** Transaction-local settings that the policies read. */
  workspaceId?: string | null;
  userId?: string | null;
  /**
   * false: does not wait for the disk, so that a crash of the database server may forget what was committed in its last moments. For
   * counters and for what would only be done once more; never for what somebody is told was done.
   */
  isDurable?: boolean;
};

/** The database. There is no way to a row but a transaction that has assumed a role. */
export type DatabasePort = {
  /**
   * Runs `work` in one transaction under the role and settings. Serialization failures and deadlocks are tried at most 3 times, then CONFLICT;
   * an unreachable database or an exhausted pool is UNAVAILABLE with a Retry-After.
   */
  inTransaction<T>(options: TransactionOptions, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Switches the role and settings of an open transaction, as when a workspace is created. */
  assume(tx: Tx, options: TransactionOptions): Promise<void>;
  /** Answers within 2 s or throws. */
  ping(): Promise<void>;
  close(): Promise<void>;
};
