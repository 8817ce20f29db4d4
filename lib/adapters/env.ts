import { z } from "zod";

/** The only reader of process.env. Every variable is optional in the `local` profile; a malformed one stops the boot. */
const text = z
  .string()
  .trim()
  .transform((value) => (value === "" ? undefined : value))
  .optional();
const url = text.pipe(z.url({ error: "must be a URL" }).optional());
const flag = text.pipe(
  z
    .enum(["true", "false", "1", "0"], { error: "must be true or false" })
    .transform((value) => value === "true" || value === "1")
    .optional(),
);
const whole = (least: number, most: number) =>
  text.pipe(
    z.coerce
      .number<string>({ error: `must be a whole number from ${least} to ${most}` })
      .int()
      .min(least, { error: `must be at least ${least}` })
      .max(most, { error: `must be at most ${most}` })
      .optional(),
  );
const list = text.transform((value) =>
  value
    ? value
        .split(",")
        .map((item) => item.trim())
        .filter(Boolean)
    : [],
);

const Variables = z.object({
  NODE_ENV: text,
  VERCEL: text,
  DATABASE_URL: url,
  DIRECT_DATABASE_URL: url,
  DATABASE_POOL: whole(1, 500),
  APP_URL: url,
  HOST: text,
  PORT: whole(0, 65_535),
  PARLEY_HOME: text,
  PARLEY_ROLE: text.pipe(
    z.enum(["all", "web", "worker"], { error: "must be all, web or worker" }).optional(),
  ),
  PARLEY_OPERATORS: list,
  PARLEY_INSTANCE: text,
  TRUST_PROXY: flag,
  ALLOWED_ORIGINS: list,
  OPS_TOKEN: text,
  LOG_LEVEL: text.pipe(
    z
      .enum(["debug", "info", "warn", "error", "silent"], {
        error: "must be debug, info, warn, error or silent",
      })
      .optional(),
  ),
  AUTH_SECRET: list,
  SECRETS_KEYS: list,
  AUTH_GOOGLE_ID: text,
  AUTH_GOOGLE_SECRET: text,
  AUTH_GITHUB_ID: text,
  AUTH_GITHUB_SECRET: text,
  AUTH_OIDC_ISSUER: url,
  AUTH_OIDC_ID: text,
  AUTH_OIDC_SECRET: text,
  PUSHER_APP_ID: text,
  PUSHER_KEY: text,
  PUSHER_SECRET: text,
  PUSHER_CLUSTER: text,
  PUSHER_HOST: text,
  PUSHER_PORT: whole(1, 65_535),
  PUSHER_TLS: flag,
  /** Where browsers open their socket: at the service, or at the page's own address (the embedded server, set by the launcher). */
  PUSHER_SOCKET: text.pipe(z.enum(["service", "page"], { error: "must be service or page" }).optional()),
  INNGEST_EVENT_KEY: text,
  INNGEST_SIGNING_KEY: text,
  INNGEST_SIGNING_KEY_FALLBACK: text,
  INNGEST_BASE_URL: url,
  BLOB_READ_WRITE_TOKEN: text,
  BLOB_S3_ENDPOINT: url,
  BLOB_S3_REGION: text,
  BLOB_S3_BUCKET: text,
  BLOB_S3_ACCESS_KEY_ID: text,
  BLOB_S3_SECRET_ACCESS_KEY: text,
  SMTP_URL: url,
  MAIL_FROM: text,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: url,
  GOOGLE_GENERATIVE_AI_API_KEY: text,
  ANTHROPIC_API_KEY: text,
  COMPATIBLE_BASE_URL: url,
  COMPATIBLE_API_KEY: text,
  COMPATIBLE_MODELS: list,
  EMBEDDING_MODEL: text,
  EMBEDDING_DIMENSIONS: whole(1, 2_000),
  EMBEDDING_BASE_URL: url,
  EMBEDDING_API_KEY: text,
  OCR_MODEL: text,
  OCR_LANGUAGES: list,
  TRANSCRIPTION_BASE_URL: url,
  TRANSCRIPTION_API_KEY: text,
  TRANSCRIPTION_MODEL: text,
  GROQ_API_KEY: text,
  AZURE_OPENAI_ENDPOINT: url,
  AZURE_OPENAI_API_KEY: text,
});

export type Env = z.output<typeof Variables>;

/** Every variable that is read; `.env.example` lists the same. */
export const ENV_NAMES = Object.keys(Variables.shape);

/** Parses an environment. Throws one sentence that names every malformed variable. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const parsed = Variables.safeParse(source);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(`Parley cannot start with this environment: ${faults.join("; ")}.`);
}

let current: Env | undefined;

/** The environment of this process, parsed once. */
export function env(): Env {
  current ??= parseEnv(process.env);
  return current;
}

/**
 * The `local` profile: no APP_URL or a loopback one, and not on Vercel. Only here do /dev/mail, generated secrets and the demo's known
 * password exist.
 */
export function isLocalProfile(variables: Env = env()): boolean {
  if (variables.VERCEL) return false;
  return variables.APP_URL === undefined || isLoopbackHost(new URL(variables.APP_URL).host);
}

/** Whether a Host header or the host of a URL names this machine itself. The port does not matter. */
export function isLoopbackHost(host: string): boolean {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return name === "localhost" || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}
