import { neonConfig } from "@neondatabase/serverless";
import { PrismaNeon } from "@prisma/adapter-neon";
import { log } from "@/lib/core/log";
import type { DatabasePort } from "./port";
import type { DatabaseOptions } from "./prisma";
import { databaseOver } from "./transactions";

/** Neon, over its WebSocket: a cold function is connected in fewer round trips than over TCP, and nothing but port 443 is needed. */
export function createNeonDatabase({ url, pool }: DatabaseOptions): DatabasePort {
  neonConfig.webSocketConstructor ??= WebSocket;
  const lost = (error: Error) => log.warn("database.connection_lost", { reason: error.message });
  const config = {
    connectionString: url,
    max: pool,
    connectionTimeoutMillis: 2_000,
    application_name: "parley",
  };
  return databaseOver(new PrismaNeon(config, { onPoolError: lost, onConnectionError: lost }));
}
