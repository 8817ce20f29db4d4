import { randomBytes } from "node:crypto";
import pg from "pg";
import { type Env, isLoopbackHost } from "@/lib/adapters/env";
import { createSecrets } from "@/lib/adapters/secrets";
import { type Finding, missing, note, ok } from "./findings";

/** What must be so before people outside rely on it. */
export async function productionChecklist(env: Env): Promise<Finding[]> {
  return [
    env.APP_URL?.startsWith("https://") && !isLoopbackHost(new URL(env.APP_URL).host)
      ? ok("APP_URL", env.APP_URL)
      : missing("APP_URL", "the https address that people open"),
    (env.AUTH_SECRET[0]?.length ?? 0) >= 32
      ? ok("AUTH_SECRET", "set")
      : missing("AUTH_SECRET", `32 characters or more, such as ${randomBytes(32).toString("base64url")}`),
    secretsKeys(env),
    env.DATABASE_URL
      ? await loginRole(env.DATABASE_URL)
      : note("DATABASE_URL", "embedded: back up the data folder"),
    env.DATABASE_URL && !env.DIRECT_DATABASE_URL
      ? missing("DIRECT_DATABASE_URL", "the owner's address, for migrations")
      : ok("Migrations", "have the owner's address"),
    ...onVercel(env),
    env.SMTP_URL
      ? ok("SMTP_URL", "set")
      : missing("SMTP_URL", "without it nobody receives an invite or a reset"),
    env.SMTP_URL && !env.MAIL_FROM
      ? missing("MAIL_FROM", "the address that mails come from")
      : ok("MAIL_FROM", env.MAIL_FROM ?? "no mail leaves"),
    env.OPS_TOKEN
      ? ok("OPS_TOKEN", "set")
      : note("OPS_TOKEN", "without it /health has no details and /metrics does not exist"),
    env.PARLEY_OPERATORS.length > 0
      ? ok("PARLEY_OPERATORS", "set")
      : note("PARLEY_OPERATORS", "nobody is told when something fails"),
    env.TRUST_PROXY === undefined
      ? note("TRUST_PROXY", "set it to true behind a proxy, else everybody shares its address")
      : ok("TRUST_PROXY", String(env.TRUST_PROXY)),
  ];
}

function secretsKeys(env: Env): Finding {
  try {
    createSecrets(env.SECRETS_KEYS);
    return ok("SECRETS_KEYS", "set");
  } catch {
    return missing("SECRETS_KEYS", `id:base64 of 32 bytes, such as k1:${randomBytes(32).toString("base64")}`);
  }
}

function onVercel(env: Env): Finding[] {
  if (!env.VERCEL) return [];
  const needed = {
    DATABASE_URL: env.DATABASE_URL,
    PUSHER_KEY: env.PUSHER_KEY,
    INNGEST_SIGNING_KEY: env.INNGEST_SIGNING_KEY,
    BLOB_READ_WRITE_TOKEN: env.BLOB_READ_WRITE_TOKEN,
  };
  return Object.entries(needed).flatMap(([name, value]) =>
    value ? [] : [missing(name, "Vercel keeps no process and no disk")],
  );
}

/** The application must connect as a role that row-level security binds. */
async function loginRole(url: string): Promise<Finding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ free: boolean }>(
      "select rolsuper or rolbypassrls as free from pg_roles where rolname = current_user",
    );
    return rows[0]?.free
      ? missing(
          "DATABASE_URL",
          'its role ignores row-level security; "npm run db:migrate" makes the right one and prints it',
        )
      : ok("DATABASE_URL", "its role is bound by row-level security");
  } catch (error) {
    return missing(
      "DATABASE_URL",
      `does not answer: ${error instanceof Error ? error.message : String(error)}`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}
