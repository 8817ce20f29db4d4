import { setTimeout as wait } from "node:timers/promises";
import { log } from "@/lib/core/log";
import type { OccupancyEvent } from "./occupancy";
import { type Credentials, sign } from "./signatures";

export type WebhookTarget = {
  url: string;
  /** Announce only channels whose name begins so; all when left out. */
  channelPrefix?: string;
};

export type Webhooks = { announce(event: OccupancyEvent): void; close(): void };

const GATHER_MS = 50;
const EVENTS_PER_POST = 100;
/** What may wait while the receiver is away; the oldest go first, since presence is also reconciled from the list of channels. */
const EVENTS_KEPT = 10_000;
const RETRY_AFTER_MS = [250, 500, 1_000, 2_000, 4_000, 8_000];
const POST_TIMEOUT_MS = 5_000;

/** Posts what happened, in order, many at a time, signed; retried for some 15 seconds, then dropped with a line in the log. */
export function createWebhooks(credentials: Credentials, target: WebhookTarget | undefined): Webhooks {
  const queue: OccupancyEvent[] = [];
  const closing = new AbortController();
  let isPosting = false;

  async function drain(): Promise<void> {
    try {
      while (queue.length > 0) {
        await wait(GATHER_MS, undefined, { signal: closing.signal, ref: false });
        await deliver(queue.splice(0, EVENTS_PER_POST));
      }
    } catch (error) {
      if (!closing.signal.aborted) log.error("realtime.webhook.failed", {}, error);
    } finally {
      isPosting = false;
    }
  }

  async function deliver(events: OccupancyEvent[]): Promise<void> {
    const body = JSON.stringify({ time_ms: Date.now(), events });
    for (const pause of [...RETRY_AFTER_MS, null]) {
      const fault = await post(body);
      if (fault === null) return;
      if (pause === null) log.warn("realtime.webhook.dropped", { events: events.length, reason: fault });
      else await wait(pause, undefined, { signal: closing.signal, ref: false });
    }
  }

  /** What went wrong, or null. */
  async function post(body: string): Promise<string | null> {
    try {
      const response = await fetch(target?.url ?? "", {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-pusher-key": credentials.key,
          "x-pusher-signature": sign(credentials, body),
        },
        body,
        redirect: "error",
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(POST_TIMEOUT_MS)]),
      });
      await response.arrayBuffer();
      return response.ok ? null : `status ${response.status}`;
    } catch (error) {
      return String(error);
    }
  }

  return {
    announce(event) {
      if (!target || !event.channel.startsWith(target.channelPrefix ?? "")) return;
      queue.push(event);
      if (queue.length > EVENTS_KEPT) queue.shift();
      if (isPosting || closing.signal.aborted) return;
      isPosting = true;
      void drain();
    },
    close: () => closing.abort(),
  };
}
