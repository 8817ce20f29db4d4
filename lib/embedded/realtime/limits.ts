/** What the embedded server allows. The first group are the hosted service's own limits, so that nothing works only here. */
export type RealtimeLimits = {
  /** Bytes of an event's data. */
  eventBytes: number;
  channelsPerTrigger: number;
  eventsPerBatch: number;
  membersPerPresenceChannel: number;
  /** Per connection; 0 refuses every client event. */
  clientEventsPerSecond: number;

  connections: number;
  subscriptionsPerConnection: number;
  /** Bytes of one frame from a client; a larger one ends the connection. */
  frameBytes: number;
  /** Frames of any kind from one connection: this many at once, then this many a second. */
  framesAtOnce: number;
  framesPerSecond: number;
  /** Bytes that may wait for a slow client before it is dropped. */
  bufferedBytes: number;
  /** Bytes of a request to the HTTP API: a full batch in its longest JSON spelling. */
  requestBytes: number;
  /** Silence after which either side pings. Below the usual 60 s of a proxy. */
  activityTimeoutSeconds: number;
  pongTimeoutSeconds: number;
  /** A connection that neither signs in nor joins a private channel in this time is closed; 0 lets it stay. */
  authorizeWithinSeconds: number;
  /** How long a channel must stay empty before it is said to be vacated: a reload does not flicker. */
  vacatedDelayMs: number;
};

export const DEFAULT_LIMITS: RealtimeLimits = {
  eventBytes: 10_240,
  channelsPerTrigger: 100,
  eventsPerBatch: 10,
  membersPerPresenceChannel: 100,
  clientEventsPerSecond: 10,

  connections: 10_000,
  subscriptionsPerConnection: 1_000,
  frameBytes: 32_768,
  framesAtOnce: 3_000,
  framesPerSecond: 100,
  bufferedBytes: 1_048_576,
  requestBytes: 1_048_576,
  activityTimeoutSeconds: 30,
  pongTimeoutSeconds: 30,
  authorizeWithinSeconds: 30,
  vacatedDelayMs: 3_000,
};

/** A token bucket: `take()` says whether one more is allowed now. */
export function createBucket(atOnce: number, perSecond: number): { take(): boolean } {
  let tokens = atOnce;
  let filledAt = performance.now();
  return {
    take() {
      const now = performance.now();
      tokens = Math.min(atOnce, tokens + ((now - filledAt) / 1000) * perSecond);
      filledAt = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
