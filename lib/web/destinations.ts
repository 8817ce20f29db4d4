import "server-only";
import { env } from "@/lib/adapters/env";
import type { Ports } from "@/lib/ctx";

type DestinationKind =
  | "transcription"
  | "embeddings"
  | "scans"
  | "database"
  | "files"
  | "mail"
  | "realtime"
  | "jobs"
  | "signIn";
/** A service that this installation is connected to; `host` is null where it is part of this machine. */
export type Destination = { kind: DestinationKind; provider: string; host: string | null };

/** Everything but models that data may go to, as it is configured right now. Reaches no network. */
export function describeDestinations({
  transcription,
  embeddings,
  ocr,
}: Pick<Ports, "transcription" | "embeddings" | "ocr">): Destination[] {
  const engine = transcription.engine();
  const reader = ocr.engine();
  const embedder = embeddings.embedder();
  const variables = env();
  const { DATABASE_URL, INNGEST_BASE_URL, PUSHER_CLUSTER, SMTP_URL } = variables;
  return [
    ...(engine ? [at("transcription", engine.provider, engine.host.replace(/:\d+$/, ""))] : []),
    ...(embedder
      ? [at("embeddings", embedder.provider, embeddings.hostOf(embedder)?.replace(/:\d+$/, "") ?? null)]
      : []),
    ...(reader?.kind === "model"
      ? [at("scans", reader.ref.provider, reader.host?.replace(/:\d+$/, "") ?? null)]
      : []),
    at("database", "PostgreSQL", DATABASE_URL ? new URL(DATABASE_URL).hostname : null),
    files(),
    at("mail", "SMTP", SMTP_URL ? new URL(SMTP_URL).hostname : null),
    at("realtime", "Pusher", variables.PUSHER_HOST ?? `api-${PUSHER_CLUSTER ?? "mt1"}.pusher.com`),
    at("jobs", "Inngest", INNGEST_BASE_URL ? new URL(INNGEST_BASE_URL).hostname : "inn.gs"),
    ...signIn(),
  ];
}

function at(kind: DestinationKind, provider: string, host: string | null): Destination {
  return { kind, provider, host: host !== null && isHere(host) ? null : host };
}

function files(): Destination {
  const { BLOB_READ_WRITE_TOKEN, BLOB_S3_BUCKET, BLOB_S3_ENDPOINT } = env();
  if (BLOB_READ_WRITE_TOKEN) return at("files", "Vercel Blob", "blob.vercel-storage.com");
  if (!BLOB_S3_BUCKET) return at("files", "Disk", null);
  return at("files", "S3", BLOB_S3_ENDPOINT ? new URL(BLOB_S3_ENDPOINT).hostname : "amazonaws.com");
}

function signIn(): Destination[] {
  const variables = env();
  return [
    ...(variables.AUTH_GOOGLE_ID ? [at("signIn", "Google", "accounts.google.com")] : []),
    ...(variables.AUTH_GITHUB_ID ? [at("signIn", "GitHub", "github.com")] : []),
    ...(variables.AUTH_OIDC_ISSUER
      ? [at("signIn", "OpenID", new URL(variables.AUTH_OIDC_ISSUER).hostname)]
      : []),
  ];
}

function isHere(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || host.startsWith("127.") || host === "";
}
