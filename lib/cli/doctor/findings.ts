import { ENV_NAMES, type Env } from "@/lib/adapters/env";
import { choosePorts } from "@/lib/adapters/index";
import { ocrChoiceOf } from "@/lib/adapters/ocr/ocr";
import { createTranscription } from "@/lib/adapters/transcription/transcription";

export type Finding = { sign: "ok" | "note" | "missing"; name: string; sentence: string };

export const ok = (name: string, sentence: string): Finding => ({ sign: "ok", name, sentence });
export const note = (name: string, sentence: string): Finding => ({ sign: "note", name, sentence });
export const missing = (name: string, sentence: string): Finding => ({ sign: "missing", name, sentence });

/** One line for each port: which implementation serves it. */
export function whatIsConfigured(env: Env): Finding[] {
  const models = [
    env.OPENAI_BASE_URL
      ? `OpenAI's protocol at ${hostOf(env.OPENAI_BASE_URL)}`
      : env.OPENAI_API_KEY && "OpenAI",
    env.GOOGLE_GENERATIVE_AI_API_KEY && "Google",
    env.ANTHROPIC_API_KEY && "Anthropic",
    env.COMPATIBLE_BASE_URL && `compatible at ${new URL(env.COMPATIBLE_BASE_URL).host}`,
  ].filter((name) => name !== undefined && name !== "");
  const engine = createTranscription(env).engine();
  const reader = ocrChoiceOf(env);
  return [
    ok("Database", env.DATABASE_URL ? `PostgreSQL at ${hostOf(env.DATABASE_URL)}` : "embedded PostgreSQL"),
    ok(
      "Realtime",
      env.PUSHER_KEY
        ? `Pusher ${env.PUSHER_HOST ?? env.PUSHER_CLUSTER ?? ""}`
        : "embedded, on Parley's own port",
    ),
    ok("Jobs", env.INNGEST_SIGNING_KEY ? "Inngest" : "embedded executor"),
    ok(
      "Files",
      env.BLOB_READ_WRITE_TOKEN
        ? "Vercel Blob"
        : env.BLOB_S3_BUCKET
          ? `S3 bucket ${env.BLOB_S3_BUCKET}`
          : "on this disk",
    ),
    ok("Mail", env.SMTP_URL ? `SMTP at ${hostOf(env.SMTP_URL)}` : "dev mail: kept here, nothing leaves"),
    models.length > 0
      ? ok("Models", `${models.join(", ")}, and Quotes only`)
      : note(
          "Models",
          "Quotes only. Set OPENAI_API_KEY, ANTHROPIC_API_KEY or GOOGLE_GENERATIVE_AI_API_KEY for written answers.",
        ),
    reader.kind === "none"
      ? note(
          "Scans",
          "none: scans are said to be scans. Set OCR_MODEL to a model that sees, or to nothing for what is built in.",
        )
      : ok(
          "Scans",
          reader.kind === "embedded"
            ? `read here by Tesseract (${reader.languages.join(", ")}), nothing leaves`
            : `read by ${reader.ref.name} of ${reader.ref.provider}`,
        ),
    engine
      ? ok("Transcription", `${engine.model} at ${engine.host}`)
      : note(
          "Transcription",
          "none: recordings are kept and wait. Set TRANSCRIPTION_BASE_URL, GROQ_API_KEY or OPENAI_API_KEY.",
        ),
  ];
}

/** Families of variables that a reader of our documentation might set. */
const FAMILIES =
  /^(DATABASE|DIRECT_DATABASE|PARLEY|AUTH|SECRETS|PUSHER|INNGEST|BLOB|SMTP|MAIL|OPENAI|AZURE_OPENAI|GOOGLE_GENERATIVE_AI|ANTHROPIC|COMPATIBLE|OCR|TRANSCRIPTION|GROQ|EMBEDDING|ELEVENLABS|STRIPE|TWILIO|CALENDLY|HUBSPOT|VAPID|OPS|OTEL_EXPORTER_OTLP|SENTRY)_/;

/** Variables that are set and that nobody reads: misspelled, or of a feature that this version does not have. */
export function whatIsNotRead(names: string[]): Finding[] {
  return names
    .filter((name) => FAMILIES.test(name) && !ENV_NAMES.includes(name))
    .map((name) => note(name, "is set, but this version does not read it."));
}

/** Asks every configured service whether it answers. Embedded ones live only while Parley runs. */
export async function pingConfigured(env: Env): Promise<Finding[]> {
  const configured = {
    database: env.DATABASE_URL,
    realtime: env.PUSHER_KEY,
    jobs: env.INNGEST_SIGNING_KEY,
    blob: env.BLOB_READ_WRITE_TOKEN ?? env.BLOB_S3_BUCKET,
    mail: env.SMTP_URL,
  };
  const names = (Object.keys(configured) as (keyof typeof configured)[]).filter((name) => configured[name]); // its own keys
  if (names.length === 0) return [];
  const ports = await choosePorts(withPlaceholders(env));
  return Promise.all(
    names.map((name) =>
      ports[name].ping().then(
        () => ok(name, "answers"),
        (error: unknown) =>
          missing(name, `does not answer: ${error instanceof Error ? error.message : String(error)}`),
      ),
    ),
  );
}

/** How the running Parley says it is, at the address that its lock names. */
export async function askRunning(url: string): Promise<Finding> {
  try {
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5_000) });
    const { status } = (await response.json()) as { status?: string };
    return status === "ok"
      ? ok("Running", `${url} is well`)
      : missing("Running", `${url} is ${status ?? "ill"}`);
  } catch {
    return missing("Running", `${url} does not answer`);
  }
}

/** Something for each variable that a port insists on, so that the others can be asked. */
function withPlaceholders(env: Env): Env {
  return {
    ...env,
    DATABASE_URL: env.DATABASE_URL ?? "postgres://nobody@127.0.0.1:1/none",
    PUSHER_APP_ID: env.PUSHER_APP_ID ?? "1",
    PUSHER_KEY: env.PUSHER_KEY ?? "none",
    PUSHER_SECRET: env.PUSHER_SECRET ?? "none",
    INNGEST_EVENT_KEY: env.INNGEST_EVENT_KEY ?? "none",
    INNGEST_SIGNING_KEY: env.INNGEST_SIGNING_KEY ?? "signkey-test-00",
    AUTH_SECRET: env.AUTH_SECRET.length > 0 ? env.AUTH_SECRET : ["placeholder"],
    SECRETS_KEYS:
      env.SECRETS_KEYS.length > 0 ? env.SECRETS_KEYS : [`none:${Buffer.alloc(32).toString("base64")}`],
  };
}

function hostOf(url: string): string {
  return new URL(url).host;
}
