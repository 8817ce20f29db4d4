import { existsSync } from "node:fs";
import path from "node:path";
import { type Env, isLocalProfile, parseEnv } from "@/lib/adapters/env";

/** The folder of the product: where package.json is. */
export const ROOT = path.resolve(import.meta.dirname, "../..");

export type Settings = {
  env: Env;
  isDev: boolean;
  /** The `local` profile: loopback only, generated secrets, the demo's known password. */
  isLocal: boolean;
  /** Which part of Parley this installation runs; `web` and `worker` alone need configured services between them. */
  role: "all" | "web" | "worker";
  /** Absolute path of everything Parley keeps. */
  home: string;
  host: string;
  port: number;
};

/** Reads `.env`, the environment and the arguments. Throws one sentence when a value is malformed or a secret is missing. */
export function readSettings(args: string[]): Settings {
  loadEnvFiles();
  const env = parseEnv(process.env);
  const isLocal = isLocalProfile(env);
  if (!isLocal) requireSecrets(env);
  requireWholeSets(env);
  requireSharedServices(env);
  return {
    env,
    isDev: args.includes("--dev"),
    isLocal,
    role: env.PARLEY_ROLE ?? "all",
    home: path.resolve(ROOT, env.PARLEY_HOME ?? ".parley"),
    host: isLocal ? "127.0.0.1" : (env.HOST ?? "127.0.0.1"),
    port: env.PORT ?? 3000,
  };
}

/** What is set already wins over the files, and `.env.local` over `.env`. */
export function loadEnvFiles(): void {
  for (const name of [".env.local", ".env"]) {
    const file = path.join(ROOT, name);
    if (existsSync(file)) process.loadEnvFile(file);
  }
}

/** Beyond this machine nothing is generated: a lost volume must not silently sign everybody out or make secrets unreadable. */
function requireSecrets(env: Env): void {
  const missing = [
    ...(env.AUTH_SECRET.length === 0 ? ["AUTH_SECRET"] : []),
    ...(env.SECRETS_KEYS.length === 0 ? ["SECRETS_KEYS"] : []),
  ];
  if (missing.length > 0) {
    throw new Error(
      `Parley at ${env.APP_URL ?? "a public address"} needs ${missing.join(" and ")}. "npm run doctor" shows how to make them.`,
    );
  }
}

/** Processes on different machines meet in services that all of them reach. */
function requireSharedServices(env: Env): void {
  if (env.PARLEY_ROLE === undefined || env.PARLEY_ROLE === "all") return;
  const needed = {
    DATABASE_URL: env.DATABASE_URL,
    PUSHER_KEY: env.PUSHER_KEY,
    INNGEST_SIGNING_KEY: env.INNGEST_SIGNING_KEY,
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value === undefined ? [name] : []));
  if (missing.length > 0)
    throw new Error(
      `PARLEY_ROLE=${env.PARLEY_ROLE} needs ${missing.join(", ")}: a part alone has no embedded services.`,
    );
}

/** A service configured by halves is a mistake, not a wish for the embedded one. */
function requireWholeSets(env: Env): void {
  requireWhole("Pusher", {
    PUSHER_APP_ID: env.PUSHER_APP_ID,
    PUSHER_KEY: env.PUSHER_KEY,
    PUSHER_SECRET: env.PUSHER_SECRET,
  });
  requireWhole("Inngest", {
    INNGEST_EVENT_KEY: env.INNGEST_EVENT_KEY,
    INNGEST_SIGNING_KEY: env.INNGEST_SIGNING_KEY,
  });
}

function requireWhole(service: string, values: Record<string, string | undefined>): void {
  const missing = Object.keys(values).filter((name) => values[name] === undefined);
  if (missing.length === 0 || missing.length === Object.keys(values).length) return;
  throw new Error(`${service} is configured by halves: set ${missing.join(" and ")} too, or none of them.`);
}
