import { Inngest } from "inngest";
import { type Breaker, breaker as breakerOf } from "@/lib/adapters/breaker";
import { egressFetch } from "@/lib/adapters/egress";
import { AppError } from "@/lib/core/errors";
import type { JobEvent, JobsPort } from "./port";

export type InngestConfig = {
  eventKey: string;
  signingKey: string;
  /** Where events go. null: Inngest's own hosts. */
  baseUrl: string | null;
  breaker?: Breaker;
};

const EVENT_BYTES = 512 * 1024;
/** One request: less than what the embedded executor and the hosted service take. */
const REQUEST_BYTES = 3 * 1024 * 1024;
const HOSTED_URL = "https://inn.gs";
const PING_MS = 2_000;

/** Inngest through its own SDK: the hosted service, or the embedded executor, which speaks as it does. */
export function createInngestJobs(config: InngestConfig): JobsPort {
  const guard = config.breaker ?? breakerOf("jobs");
  const allowPrivate = config.baseUrl !== null;
  const client = new Inngest({
    id: "parley",
    isDev: false,
    eventKey: config.eventKey,
    signingKey: config.signingKey,
    ...(config.baseUrl ? { baseUrl: config.baseUrl } : {}),
    fetch: (input, init) => egressFetch(String(input), { ...onlyWhatIsSent(init), allowPrivate }),
    aiMetadata: false,
    logger: quiet,
  });

  return {
    async send(events) {
      const { batches, tooLarge } = inBatches(events);
      for (const batch of batches) {
        await guard
          .run(
            () => client.send(batch.map(toSent)),
            (error) => !isRefusal(error),
          )
          .catch((cause: unknown) => {
            if (isRefusal(cause)) throw new AppError("INVALID", "A job event was refused.", { cause });
            throw new AppError("UNAVAILABLE", "Jobs cannot be started right now.", { cause });
          });
      }
      const [first] = tooLarge;
      if (first) throw new AppError("TOO_LARGE", `The job event "${first.name}" is larger than 512 kB.`);
    },
    async ping() {
      const response = await egressFetch(config.baseUrl ?? HOSTED_URL, { allowPrivate, timeoutMs: PING_MS });
      await response.body?.cancel();
      if (response.status >= 500) throw new AppError("UNAVAILABLE", "Jobs do not answer.");
    },
  };
}

/** The events are at fault, not the service: the SDK says the status in the words of its error alone. */
function isRefusal(error: unknown): boolean {
  return error instanceof Error && /^Inngest API Error: (400|406|409|412|413)\b/.test(error.message);
}

function toSent({ id, name, payload }: JobEvent): {
  id: string;
  name: string;
  data: Record<string, unknown>;
} {
  return { id, name, data: payload };
}

function inBatches(events: JobEvent[]): { batches: JobEvent[][]; tooLarge: JobEvent[] } {
  const batches: JobEvent[][] = [];
  const tooLarge: JobEvent[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const event of events) {
    const size = Buffer.byteLength(JSON.stringify(event.payload)) + 1_000;
    if (size > EVENT_BYTES) {
      tooLarge.push(event);
      continue;
    }
    if (bytes + size > REQUEST_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(event);
    bytes += size;
  }
  return { batches, tooLarge };
}

function onlyWhatIsSent(init: RequestInit | undefined) {
  return {
    method: init?.method ?? "GET",
    headers: Object.fromEntries(new Headers(init?.headers)),
    ...(typeof init?.body === "string" ? { body: init.body } : {}),
  };
}

/** Failures are thrown, and said by whoever catches them; the SDK would say each of its tries on the console. */
const quiet = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
};
