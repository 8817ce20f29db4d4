import { Inngest } from "inngest";
import { env } from "@/lib/adapters/env";
import { log } from "@/lib/core/log";

export type JobsClient = ReturnType<typeof createJobsClient>;

type Keys = { eventKey?: string; signingKey?: string; signingKeyFallback?: string; baseUrl?: string };

/** The client of the configured Inngest, hosted or embedded. */
export function configuredClient(): JobsClient {
  const variables = env();
  return createJobsClient({
    ...(variables.INNGEST_EVENT_KEY ? { eventKey: variables.INNGEST_EVENT_KEY } : {}),
    ...(variables.INNGEST_SIGNING_KEY ? { signingKey: variables.INNGEST_SIGNING_KEY } : {}),
    ...(variables.INNGEST_SIGNING_KEY_FALLBACK
      ? { signingKeyFallback: variables.INNGEST_SIGNING_KEY_FALLBACK }
      : {}),
    ...(variables.INNGEST_BASE_URL ? { baseUrl: variables.INNGEST_BASE_URL } : {}),
  });
}

/** Never in dev mode, whatever INNGEST_DEV says: there it would take anybody's requests. */
function createJobsClient(keys: Keys) {
  return new Inngest({ id: "parley", isDev: false, aiMetadata: false, logger, ...keys });
}

/** The SDK's own words, as lines of ours. A failing step is logged by `job`, with its ids, so errors here are a hint only. */
const logger = {
  debug: () => {},
  info: () => {},
  warn: (...parts: unknown[]) => log.warn("inngest", { reason: parts.map(textOf).join(" ") }),
  error: (...parts: unknown[]) => log.debug("inngest", { reason: parts.map(textOf).join(" ") }),
};

function textOf(part: unknown): string {
  if (typeof part === "string") return part;
  if (part instanceof Error) return part.message;
  if (part && typeof part === "object" && "err" in part) return textOf(part.err);
  return JSON.stringify(part);
}
