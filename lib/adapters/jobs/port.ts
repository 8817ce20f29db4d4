/** A job event. `id` makes it idempotent for 24 hours; the payload is at most 512 kB of JSON. */
export type JobEvent = { id: string; name: string; payload: Record<string, unknown> };

/** Hands events to the job runner. What runs on them is in `inngest/`. */
export type JobsPort = {
  send(events: JobEvent[]): Promise<void>;
  ping(): Promise<void>;
};
