/** One event for the browsers. `topics` at most 100, the encoded payload at most 10 240 bytes. */
export type RealtimeEvent = { topics: string[]; name: string; payload: unknown };

/** A webhook of the realtime service, verified: who came and who went. */
export type RealtimeWebhookEvent = {
  name: "channel_occupied" | "channel_vacated" | "member_added" | "member_removed" | string;
  channel: string;
  userId: string | null;
};

/** What the browser needs to open its socket. */
export type RealtimeBrowserConfig = {
  key: string;
  cluster: string;
  /** null: the vendor's own hosts. An empty host means the page's own, with `path` before `/app`. */
  host: string | null;
  port: number | null;
  tls: boolean;
  path: string;
};

/** Live delivery: hints, at most once, nothing kept. The database is the truth. */
export type RealtimePort = {
  /**
   * Sends the events in their order. One that no service would take (too large, a malformed topic) is logged and left out.
   * Throws UNAVAILABLE; the caller may repeat, browsers drop what they have.
   */
  publish(events: RealtimeEvent[]): Promise<void>;
  /** Signs a subscription to a private topic; the caller has decided that it is allowed. Throws INVALID for a malformed socket id or topic. */
  authorizeTopic(socketId: string, topic: string): { auth: string };
  /** Signs the connection in as a user, so that it can be terminated. */
  authorizeUser(socketId: string, userId: string): { auth: string; user_data: string };
  /** Ends every connection of the user, whose browsers come back and are authorized anew. Throws UNAVAILABLE. */
  terminate(userId: string): Promise<void>;
  /** The topics with this prefix that somebody is subscribed to now: the truth behind the webhooks, of which some get lost. */
  listOccupied(prefix: string): Promise<string[]>;
  /** The events of a webhook, or null when its signature is wrong or it is older than ten minutes. */
  readWebhook(headers: Headers, rawBody: string): RealtimeWebhookEvent[] | null;
  ping(): Promise<void>;
  readonly browser: RealtimeBrowserConfig;
};
