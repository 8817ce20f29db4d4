import type { Secrets } from "./secrets";
import type { Settings } from "./settings";

/** Which services are ours to start: each one that is not configured. */
type Embedded = { database: boolean; realtime: boolean; jobs: boolean };

function whatIsEmbedded({ env }: Settings): Embedded {
  return {
    database: env.DATABASE_URL === undefined,
    realtime: env.PUSHER_KEY === undefined,
    jobs: env.INNGEST_SIGNING_KEY === undefined,
  };
}

export type Addresses = {
  webPort: number;
  /** As the login role, which may do nothing but assume roles. */
  databaseUrl: string | null;
  /** Where job events are sent. */
  eventUrl: string | null;
};

/**
 * The variables that the application reads, filled in for what is embedded exactly as an operator would fill them in for hosted
 * services: the application cannot tell the difference.
 */
export function fillEnvironment(
  settings: Settings,
  secrets: Secrets,
  addresses: Addresses,
): Record<string, string> {
  const { env } = settings;
  const filled: Record<string, string | undefined> = {
    PARLEY_HOME: settings.home,
    PARLEY_INSTANCE: env.PARLEY_INSTANCE ?? secrets.instance,
    NEXT_TELEMETRY_DISABLED: "1",
    APP_URL: settings.isLocal ? `http://localhost:${addresses.webPort}` : env.APP_URL,
    AUTH_SECRET: env.AUTH_SECRET.length > 0 ? env.AUTH_SECRET.join(",") : secrets.authSecret,
    SECRETS_KEYS: env.SECRETS_KEYS.length > 0 ? env.SECRETS_KEYS.join(",") : secrets.secretsKey,
    ...(addresses.databaseUrl ? { DATABASE_URL: addresses.databaseUrl } : {}),
    ...(addresses.eventUrl ? jobsEnvironment(secrets, addresses.eventUrl) : {}),
    ...(whatIsEmbedded(settings).realtime
      ? realtimeEnvironment(secrets, settings.host, addresses.webPort)
      : {}),
  };
  return Object.fromEntries(
    Object.entries(filled).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

function jobsEnvironment({ inngest }: Secrets, eventUrl: string): Record<string, string> {
  return {
    INNGEST_EVENT_KEY: inngest.eventKey,
    INNGEST_SIGNING_KEY: inngest.signingKey,
    INNGEST_BASE_URL: eventUrl,
    INNGEST_DEV: "0",
  };
}

function realtimeEnvironment({ pusher }: Secrets, host: string, webPort: number): Record<string, string> {
  return {
    PUSHER_APP_ID: pusher.appId,
    PUSHER_KEY: pusher.key,
    PUSHER_SECRET: pusher.secret,
    PUSHER_CLUSTER: "local",
    PUSHER_HOST: host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host,
    PUSHER_PORT: String(webPort),
    PUSHER_TLS: "false",
    PUSHER_SOCKET: "page",
  };
}
