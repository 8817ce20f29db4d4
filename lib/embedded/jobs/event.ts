import { createHash } from "node:crypto";
import { z } from "zod";
import { newId } from "@/lib/core/ids";

/** An event as the SDK sends it, and as a run receives it. Fields that we do not know travel along. */
export const JobsEvent = z.looseObject({
  id: z.string().min(1).max(500),
  name: z.string().min(1).max(500),
  data: z.record(z.string(), z.unknown()),
  ts: z.number(),
});
export type JobsEvent = z.output<typeof JobsEvent>;

/** Hosted limit on one event. */
const EVENT_BYTES = 512 * 1024;

/** Why events were not taken. Nothing of a refused request is kept. */
export class EventRefused extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string) {
    super(message);
    this.name = "EventRefused";
    this.status = status;
  }
}

/**
 * Reads the body of `POST /e/<key>`: an event or an array of them. An event without an id gets one derived from the seed of the
 * request, so that the SDK's own retries of the same request are dropped as duplicates. Throws EventRefused.
 */
export function readEvents(body: unknown, seed: string | undefined, now: Date): JobsEvent[] {
  return [body].flat().map((entry, index) => {
    const given = z.looseObject({ id: z.string().nullish(), ts: z.number().nullish() }).safeParse(entry);
    if (!given.success) throw new EventRefused(400, "An event is an object with a name and data.");
    const id = given.data.id || (seed ? seededId(seed, index) : newId());
    const event = JobsEvent.safeParse({ ...given.data, id, ts: given.data.ts ?? now.getTime() });
    if (!event.success)
      throw new EventRefused(400, `An event cannot be read: ${z.prettifyError(event.error)}`);
    if (event.data.name.startsWith("inngest/")) {
      throw new EventRefused(400, `The name "${event.data.name}" is reserved.`);
    }
    if (Buffer.byteLength(JSON.stringify(event.data)) > EVENT_BYTES) {
      throw new EventRefused(413, `The event "${event.data.name}" is larger than 512 kB.`);
    }
    return event.data;
  });
}

/** Whether a trigger names an event. It may end in a star: `message.*`. */
export function matchesName(pattern: string, name: string): boolean {
  return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}

function seededId(seed: string, index: number): string {
  return createHash("sha256").update(`${seed}:${index}`).digest("hex").slice(0, 32);
}
