import path from "node:path";
import { systemClock } from "@/lib/core/clock";
import { isAppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { Ports } from "@/lib/ctx";
import type { AudioPort } from "./audio/port";
import type { BlobPort } from "./blob/port";
import type { DatabasePort } from "./db/port";
import type { EmbeddingsPort } from "./embeddings/port";
import { type Env, env, isLocalProfile } from "./env";
import type { JobsPort } from "./jobs/port";
import type { MailPort } from "./mail/port";
import type { ModelsPort } from "./models/port";
import type { OcrPort } from "./ocr/port";
import type { PagesPort } from "./pages/port";
import type { ParserPort } from "./parser/port";
import type { PicturesPort } from "./pictures/port";
import type { RealtimePort } from "./realtime/port";
import { createSite } from "./site/site";
import type { TranscriptionPort } from "./transcription/port";
import type { VectorsPort } from "./vectors/port";

/**
 * THE one place that picks implementations. Each is imported only when it is chosen, so that a function carries only what it uses.
 * Route bundles and the instrumentation are separate module graphs: the singletons live on globalThis.
 */
const holder = globalThis as typeof globalThis & { parleyPorts?: Promise<Ports> | undefined };

/** The ports of this process, made once from its environment. Making them reaches no network. */
export function ports(): Promise<Ports> {
  holder.parleyPorts ??= choosePorts(env()).catch((error: unknown) => {
    holder.parleyPorts = undefined; // the next request says the same sentence, rather than none
    throw error;
  });
  return holder.parleyPorts;
}

const PROVE_AGAIN_MS = 5_000;

/**
 * At boot: proves that the database keeps workspaces apart. Throws when it does not. A database that is not there yet is asked again until it
 * answers; one that then turns out to have no walls ends this process.
 */
export async function proveWalls(): Promise<void> {
  const { checkCanary } = await import("./db/canary");
  const { database } = await ports();
  await checkCanary(database).catch((error: unknown) => {
    if (!isAppError(error, "UNAVAILABLE")) throw error;
    log.warn("boot.database_away", { reason: String(error) });
    setTimeout(() => void proveWalls().catch(endProcess), PROVE_AGAIN_MS).unref();
  });
}

function endProcess(error: unknown): void {
  log.error("boot.refused", {}, error);
  process.exit(1);
}

/** Chooses by what is configured. Throws a sentence that names what is missing. */
export async function choosePorts(variables: Env): Promise<Ports> {
  const [database, realtime, jobs, blob, mail, models, parser, pictures, pages] = await Promise.all([
    chooseDatabase(variables),
    chooseRealtime(variables),
    chooseJobs(variables),
    chooseBlob(variables),
    chooseMail(variables),
    chooseModels(variables),
    chooseParser(variables),
    choosePictures(variables),
    choosePages(),
  ]);
  const [audio, ocr, transcription, embeddings, vectors] = await Promise.all([
    chooseAudio(),
    chooseOcr(variables, models),
    chooseTranscription(variables),
    chooseEmbeddings(variables),
    chooseVectors(),
  ]);
  const site = createSite({
    url: variables.APP_URL ?? `http://localhost:${variables.PORT ?? 3000}`,
    isLocal: isLocalProfile(variables),
    authSecrets: variables.AUTH_SECRET,
    secretsKeys: variables.SECRETS_KEYS,
  });
  const clock = systemClock;
  return {
    ...{ database, realtime, jobs, blob, mail, models, parser, pictures, pages },
    ...{ audio, ocr, transcription, embeddings, vectors, site, clock },
  };
}

/** Connections: pages need more of them than jobs, which wait for models and mail. */
const POOL_SIZE = { web: 10, worker: 5 };

async function chooseDatabase(variables: Env): Promise<DatabasePort> {
  const url = required(variables, "DATABASE_URL");
  const pool =
    variables.DATABASE_POOL ?? (variables.PARLEY_ROLE === "worker" ? POOL_SIZE.worker : POOL_SIZE.web);
  if (new URL(url).hostname.endsWith(".neon.tech")) {
    const { createNeonDatabase } = await import("./db/neon");
    return createNeonDatabase({ url, pool });
  }
  const { createDatabase } = await import("./db/prisma");
  return createDatabase({ url, pool });
}

async function chooseRealtime(variables: Env): Promise<RealtimePort> {
  const { createPusher } = await import("./realtime/pusher");
  const pusher = createPusher({
    appId: required(variables, "PUSHER_APP_ID"),
    key: required(variables, "PUSHER_KEY"),
    secret: required(variables, "PUSHER_SECRET"),
    cluster: variables.PUSHER_CLUSTER ?? "mt1",
    host: variables.PUSHER_HOST ?? null,
    port: variables.PUSHER_PORT ?? null,
    tls: variables.PUSHER_TLS ?? true,
    socket: variables.PUSHER_SOCKET ?? "service",
  });
  if (variables.PUSHER_SOCKET !== "page") return pusher;
  const { publishDirectly } = await import("./realtime/direct");
  return publishDirectly(pusher);
}

async function chooseJobs(variables: Env): Promise<JobsPort> {
  const { createInngestJobs } = await import("./jobs/inngest");
  return createInngestJobs({
    eventKey: required(variables, "INNGEST_EVENT_KEY"),
    signingKey: required(variables, "INNGEST_SIGNING_KEY"),
    baseUrl: variables.INNGEST_BASE_URL ?? null,
  });
}

async function chooseBlob(variables: Env): Promise<BlobPort> {
  if (variables.BLOB_READ_WRITE_TOKEN) {
    const { createVercelBlob } = await import("./blob/vercel");
    return createVercelBlob(variables.BLOB_READ_WRITE_TOKEN);
  }
  if (variables.BLOB_S3_BUCKET) {
    const { createS3Blob } = await import("./blob/s3");
    const { BLOB_S3_ACCESS_KEY_ID: accessKeyId, BLOB_S3_SECRET_ACCESS_KEY: secretAccessKey } = variables;
    return createS3Blob({
      bucket: variables.BLOB_S3_BUCKET,
      endpoint: variables.BLOB_S3_ENDPOINT,
      region: variables.BLOB_S3_REGION,
      credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    });
  }
  const { createDiskBlob } = await import("./blob/disk");
  return createDiskBlob(path.join(homeOf(variables), "blobs"));
}

async function chooseMail(variables: Env): Promise<MailPort> {
  if (variables.SMTP_URL) {
    const { createSmtpMail } = await import("./mail/smtp");
    return createSmtpMail({
      url: variables.SMTP_URL,
      from: variables.MAIL_FROM ?? "Parley <parley@localhost>",
    });
  }
  const { createDevMail } = await import("./mail/dev");
  return createDevMail(path.join(homeOf(variables), "mail"));
}

async function chooseModels(variables: Env): Promise<ModelsPort> {
  const { createModels } = await import("./models/models");
  return createModels(variables);
}

async function chooseAudio(): Promise<AudioPort> {
  const { createAudio } = await import("./audio/audio");
  return createAudio();
}

async function chooseOcr(variables: Env, models: ModelsPort): Promise<OcrPort> {
  const { createOcr } = await import("./ocr/ocr");
  return createOcr(variables, models);
}

async function chooseTranscription(variables: Env): Promise<TranscriptionPort> {
  const { createTranscription } = await import("./transcription/transcription");
  return createTranscription(variables);
}

async function chooseEmbeddings(variables: Env): Promise<EmbeddingsPort> {
  const { createEmbeddings } = await import("./embeddings/embeddings");
  return createEmbeddings(variables);
}

/** Which of its two ways is for the database to say, once there is a connection. */
async function chooseVectors(): Promise<VectorsPort> {
  return (await import("./vectors/vectors")).createVectors();
}

/** A document is read in a process of its own; on Vercel, which gives each call one and bounds it, in that. */
async function chooseParser(variables: Env): Promise<ParserPort> {
  if (variables.VERCEL) return (await import("./parser/here")).createParserHere();
  return (await import("./parser/process")).createParserProcess();
}

/** A picture is drawn in a process of its own, as a document is read. */
async function choosePictures(variables: Env): Promise<PicturesPort> {
  if (variables.VERCEL) return (await import("./pictures/here")).createPicturesHere();
  return (await import("./pictures/process")).createPicturesProcess();
}

async function choosePages(): Promise<PagesPort> {
  return (await import("./pages/pages")).createPages();
}

/** Where everything embedded is kept. The launcher says it as an absolute path. */
function homeOf(variables: Env): string {
  return path.resolve(variables.PARLEY_HOME ?? ".parley");
}

function required(
  variables: Env,
  name:
    | "DATABASE_URL"
    | "PUSHER_APP_ID"
    | "PUSHER_KEY"
    | "PUSHER_SECRET"
    | "INNGEST_EVENT_KEY"
    | "INNGEST_SIGNING_KEY",
): string {
  const value = variables[name];
  if (value) return value;
  throw new Error(
    `${name} is not set. "npm start" brings an embedded service for whatever is not configured; elsewhere set it.`,
  );
}
