/**
 * What is asked of POST /api/realtime/auth.
 *
 * `{ socket_id, topics: [...] }` (at most 200) answers `{ auth: { [topic]: { auth } | null } }`, null where the viewer may not
 * hear the topic. `{ socket_id }` answers `{ user: { auth, user_data } }`. 401 means that nobody is signed in.
 */
export type AuthRequest = { socket_id: string; topics?: string[] };
export type AuthReply = { status: number; body: unknown; retryAfterSeconds: number | null };

type TopicAuth = { auth: string };
type UserAuth = { auth: string; user_data: string };
type Callback<T> = (error: Error | null, signed: T | null) => void;

type AuthorizerParts = {
  /** Rejects when the server cannot be reached. */
  post(request: AuthRequest): Promise<AuthReply>;
  /** Whether this is still the id of the open socket: an answer for an older one is worth nothing. */
  isCurrent(socketId: string): boolean;
  onSignedOut(): void;
  wait(ms: number): Promise<void>;
};

export type Authorizer = {
  authorizeTopic(socketId: string, topic: string, callback: Callback<TopicAuth>): void;
  authorizeUser(socketId: string, callback: Callback<UserAuth>): void;
};

const TOPICS_PER_REQUEST = 200;
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Authorizes all topics of a moment in one request: after a reconnect `pusher-js` asks for each by itself. What fails on the
 * way is tried again for as long as the socket lasts. Topics are handed over after the sign-in, because a service may refuse
 * them before it.
 */
export function createAuthorizer(parts: AuthorizerParts): Authorizer {
  const waiting = new Map<string, Map<string, Callback<TopicAuth>[]>>();
  const signins = new Map<string, Promise<void>>();

  async function authorizeTopics(socketId: string, asked: Map<string, Callback<TopicAuth>[]>): Promise<void> {
    const topics = [...asked.keys()];
    const answer = await ask(parts, { socket_id: socketId, topics });
    await signins.get(socketId);
    if (!parts.isCurrent(socketId)) return;
    for (const [topic, callbacks] of asked) {
      const auth = readAuth(answer, topic);
      for (const callback of callbacks) callback(auth ? null : new Error(`${topic} is refused`), auth);
    }
  }

  function flush(socketId: string): void {
    const asked = [...(waiting.get(socketId) ?? [])];
    waiting.delete(socketId);
    for (let start = 0; start < asked.length; start += TOPICS_PER_REQUEST) {
      void authorizeTopics(socketId, new Map(asked.slice(start, start + TOPICS_PER_REQUEST)));
    }
  }

  async function signIn(socketId: string, callback: Callback<UserAuth>): Promise<void> {
    const answer = await ask(parts, { socket_id: socketId });
    if (!parts.isCurrent(socketId)) return;
    const user = readUser(answer);
    callback(user ? null : new Error("The sign-in is refused"), user);
  }

  return {
    authorizeTopic(socketId, topic, callback) {
      const asked = waiting.get(socketId) ?? new Map<string, Callback<TopicAuth>[]>();
      asked.set(topic, [...(asked.get(topic) ?? []), callback]);
      if (waiting.has(socketId)) return;
      waiting.set(socketId, asked);
      setTimeout(() => flush(socketId), 0);
    },
    authorizeUser(socketId, callback) {
      signins.clear();
      signins.set(socketId, signIn(socketId, callback));
    },
  };
}

/** The body of the answer; null when it is a refusal or the socket is gone. */
async function ask(parts: AuthorizerParts, request: AuthRequest): Promise<unknown> {
  for (let attempt = 0; parts.isCurrent(request.socket_id); attempt += 1) {
    const reply = await parts.post(request).catch(() => null);
    if (reply && reply.status >= 200 && reply.status < 300) return reply.body;
    if (reply?.status === 401) parts.onSignedOut();
    const isRefusal = reply && reply.status < 500 && reply.status !== 408 && reply.status !== 429;
    if (isRefusal) return null;
    const backoff = RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)] ?? 0;
    await parts.wait(Math.max(backoff * (0.75 + Math.random() / 2), (reply?.retryAfterSeconds ?? 0) * 1_000));
  }
  return null;
}

function readAuth(answer: unknown, topic: string): TopicAuth | null {
  const auth = field(field(field(answer, "auth"), topic), "auth");
  return typeof auth === "string" ? { auth } : null;
}

function readUser(answer: unknown): UserAuth | null {
  const user = field(answer, "user");
  const [auth, user_data] = [field(user, "auth"), field(user, "user_data")];
  return typeof auth === "string" && typeof user_data === "string" ? { auth, user_data } : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}
