import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import Pusher from "pusher";
import { z } from "zod";
import { type Breaker, breaker as breakerOf } from "@/lib/adapters/breaker";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { type PublishRequest, planPublish } from "./plan";
import type { RealtimeBrowserConfig, RealtimePort, RealtimeWebhookEvent } from "./port";

export type PusherConfig = {
  appId: string;
  key: string;
  secret: string;
  cluster: string;
  /** Where the signed HTTP API is. Without a host: the vendor's, by cluster. */
  host: string | null;
  port: number | null;
  tls: boolean;
  /** Where browsers open their socket: the same service as the API, or the address of the page itself (the embedded server). */
  socket: "service" | "page";
  timeoutMs?: number;
  breaker?: Breaker;
};

const TIMEOUT_MS = 3_000;
const TERMINATE_PAUSES_MS = [250, 1_000];
/** The SDK puts it into the path as it is. */
const USER_ID = /^[A-Za-z0-9_.-]{1,128}$/;
/** The service retries a webhook for a while; what is older is a replay. */
const WEBHOOK_AGE_MS = 10 * 60_000;

/** The Pusher protocol through the vendor's SDK: hosted Pusher, or anything that speaks it, such as the embedded server. */
export function createPusher(config: PusherConfig): RealtimePort {
  const sdk = createSdk(config);
  const guard = config.breaker ?? breakerOf("realtime");

  /** One request, answered to its end: an unread body would keep the connection from being used again. */
  const ask = async (work: () => Promise<Pusher.Response>): Promise<string> => {
    try {
      return await (await work()).text();
    } catch (error) {
      throw toAppError(error);
    }
  };
  const guarded = (work: () => Promise<Pusher.Response>) => guard.run(() => ask(work), isUnavailable);

  return {
    async publish(events) {
      const { requests, refused } = planPublish(events);
      // Never retried: an event that cannot be sent must not keep the others in the outbox. Browsers see the gap and fetch.
      for (const event of refused) log.error("realtime.refused", { event: event.name, reason: event.reason });
      for (const request of requests) await guarded(() => send(sdk, request));
    },
    authorizeTopic(socketId, topic) {
      return { auth: signed(() => sdk.authorizeChannel(socketId, topic)).auth };
    },
    authorizeUser(socketId, userId) {
      return signed(() => sdk.authenticateUser(socketId, { id: userId }));
    },
    async terminate(userId) {
      if (!USER_ID.test(userId)) throw new AppError("INVALID", "This is not the id of a user.");
      // Not behind the breaker: who was removed is cut off as soon as the service answers at all.
      const cutOff = () => ask(() => sdk.terminateUserConnections(userId));
      for (const pauseMs of TERMINATE_PAUSES_MS) {
        if (
          await cutOff().then(
            () => true,
            () => false,
          )
        )
          return;
        await wait(pauseMs);
      }
      await cutOff();
    },
    async listOccupied(prefix) {
      const body = await guarded(() => sdk.get({ path: "/channels", params: { filter_by_prefix: prefix } }));
      return Object.keys(ChannelList.parse(JSON.parse(body)).channels);
    },
    readWebhook: (headers, rawBody) => readWebhook(sdk, headers, rawBody),
    async ping() {
      await ask(() => sdk.get({ path: "/channels", params: { filter_by_prefix: "private-ping." } }));
    },
    browser: browserConfig(config),
  };
}

function createSdk(config: PusherConfig): Pusher {
  // Without a host the SDK speaks plain http unless told otherwise; the vendor's own hosts are always reached by TLS.
  const useTLS = config.host === null || config.tls;
  const agent = useTLS ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const base = {
    appId: config.appId,
    key: config.key,
    secret: config.secret,
    useTLS,
    timeout: config.timeoutMs ?? TIMEOUT_MS,
    agent,
  };
  if (config.host === null) return new Pusher({ ...base, cluster: config.cluster });
  return new Pusher({
    ...base,
    host: config.host.includes(":") ? `[${config.host}]` : config.host,
    ...(config.port === null ? {} : { port: String(config.port) }),
  });
}

function browserConfig({ key, cluster, host, port, tls, socket }: PusherConfig): RealtimeBrowserConfig {
  if (socket === "page") return { key, cluster, host: "", port: null, tls: false, path: "/realtime" };
  return { key, cluster, host, port, tls: host === null || tls, path: "" };
}

function send(sdk: Pusher, request: PublishRequest): Promise<Pusher.Response> {
  if (request.kind === "trigger") return sdk.trigger(request.channels, request.name, request.data);
  return sdk.triggerBatch(request.batch);
}

/** The SDK throws plain errors for a socket id or a topic that is not well formed: those came from a browser. */
function signed<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new AppError("INVALID", "This connection or topic is not one that can be authorized.", { cause });
  }
}

const ChannelList = z.object({ channels: z.record(z.string(), z.unknown()) });

const WebhookBody = z.object({
  time_ms: z.number(),
  events: z.array(z.object({ name: z.string(), channel: z.string(), user_id: z.string().optional() })),
});

function readWebhook(sdk: Pusher, headers: Headers, rawBody: string): RealtimeWebhookEvent[] | null {
  const sent = {
    "content-type": "application/json",
    "x-pusher-key": headers.get("x-pusher-key") ?? "",
    "x-pusher-signature": headers.get("x-pusher-signature") ?? "",
  };
  const webhook = sdk.webhook({ headers: sent, rawBody });
  if (!webhook.isValid()) return null;
  const body = WebhookBody.safeParse(webhook.getData());
  if (!body.success || Math.abs(Date.now() - body.data.time_ms) > WEBHOOK_AGE_MS) return null;
  return body.data.events.map(({ name, channel, user_id }) => ({ name, channel, userId: user_id ?? null }));
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === "UNAVAILABLE";
}

/**
 * What the service refuses for its own sake, an event, is told apart from everything that time or the operator may mend: a wrong key must
 * not make events look wrong. The SDK's error carries the signed address: only its status and text are kept, so that no log can hold a signature.
 */
function toAppError(error: unknown): AppError {
  const failure = error instanceof Pusher.RequestError ? error : null;
  const { status } = failure ?? {};
  if (status === undefined) {
    const cause = new Error(String(codeOf(failure ? failure.error : error)));
    return new AppError("UNAVAILABLE", "Live updates are delayed.", { cause });
  }
  const cause = new Error(`status ${status}: ${(failure?.body ?? "").slice(0, 200)}`);
  const refused = "The realtime service refused the request.";
  if (status === 413) return new AppError("TOO_LARGE", refused, { cause });
  if (status === 400) return new AppError("INTERNAL", refused, { cause });
  return new AppError("UNAVAILABLE", "Live updates are delayed.", { cause });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : error instanceof Error ? error.name : error;
}
