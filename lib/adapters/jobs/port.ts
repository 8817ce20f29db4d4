/** A job event. `id` makes it idempotent for 24 hours; the payload is at most 512 kB of JSON. */
export type JobEvent = { id: string; name: string; payload: Record<string, unknown> };

/** Hands events to the job runner. What runs on them is in `inngest/`. */
export type JobsPort = {
  /** Events that fit are sent even when another does not. Throws TOO_LARGE for that one, INVALID when the runner refuses what it was sent, UNAVAILABLE when it does not answer. */
  send(events: JobEvent[]): Promise<void>;
  ping(): Promise<void>;
};

/**
 * The event that starts one function again, with the payload of the run that failed. The original event would start every function
 * that listens to it.
 */
export function retryEventName(functionId: string): string {
  return `job.retried/${functionId}`;
}

/** Cancels what runs because of an event: the payload is `{event_id, function_id}`. Every function of ours heeds it. */
export const JOB_CANCELLED = "job.cancelled";
