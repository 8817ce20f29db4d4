import { PrismaPg } from "@prisma/adapter-pg";
import { isLoopbackHost } from "@/lib/adapters/env";
import { log } from "@/lib/core/log";
import type { DatabasePort } from "./port";
import { statementNames } from "./statements";
import { databaseOver } from "./transactions";

export type DatabaseOptions = {
  /** As the login role. */
  url: string;
  /** How many connections at most. */
  pool: number;
};

/** Any PostgreSQL from 15 on, the embedded one included, over TCP. Connects when it is first asked. */
export function createDatabase({ url, pool }: DatabaseOptions): DatabasePort {
  const lost = (error: Error) => log.warn("database.connection_lost", { reason: error.message });
  const config = {
    connectionString: url,
    max: pool,
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    application_name: "parley",
  };
  const options = { onPoolError: lost, onConnectionError: lost };
  // Beyond this machine a pooler may stand in between, which hands a connection and its prepared statements to others.
  const prepared = isLoopbackHost(new URL(url).host) ? { statementNameGenerator: statementNames() } : {};
  return databaseOver(new PrismaPg(config, { ...options, ...prepared }));
}
