import type { Channel, default as Pusher } from "pusher-js";
import { type AuthReply, type AuthRequest, createAuthorizer } from "./authorizer";
import { type PageAddress, pusherOptions, type RealtimeConfig } from "./config";
import { type ConnectionState, createKeeper, type Keeper } from "./keeper";
import { createPulse } from "./pulse";
import { createTopics, type TopicHandlers } from "./topics";
import type { Wake } from "./wake";

/** The page's one connection to live updates. */
export type RealtimeClient = {
  /** Listens to a topic until the returned function is called. */
  join(topic: string, handlers: TopicHandlers): () => void;
  state(): ConnectionState;
  /** Calls when the state changed, until the returned function is called. */
  onStateChange(listener: () => void): () => void;
  wake(wake: Wake): void;
  close(): void;
};

export type RealtimeClientParts = {
  page: PageAddress;
  /** Asks POST /api/realtime/auth. Rejects when it cannot be reached. */
  postAuth(request: AuthRequest): Promise<AuthReply>;
  /** Asks GET /api/realtime/state whether events are delayed. null: nobody knows, or the page is hidden and does not ask. */
  askDelayed(): Promise<boolean | null>;
  loadPusher(): Promise<typeof Pusher>;
};

/** `pusher-js` is loaded when the first page needs it; what is joined before is subscribed to as soon as it is there. */
export function createRealtimeClient(config: RealtimeConfig, parts: RealtimeClientParts): RealtimeClient {
  const stateListeners = new Set<() => void>();
  let pusher: Pusher | null = null;
  let isClosed = false;

  const topics = createTopics({
    subscribe: (name) => pusher && subscribe(pusher, name),
    unsubscribe: (name) => pusher && unsubscribe(pusher, name),
  });
  const socket = { connect: () => pusher?.connect(), disconnect: () => pusher?.disconnect() };
  const changed = () => {
    for (const listener of stateListeners) listener();
  };
  const keeper: Keeper = createKeeper(socket, changed);
  const pulse = createPulse({
    ask: parts.askDelayed,
    isLive: () => keeper.state() === "live",
    onMissing: () => topics.woke(),
    onChange: changed,
  });

  const bound = new WeakSet<Channel>();
  function subscribe(opened: Pusher, name: string): void {
    const channel = opened.subscribe(name);
    if (bound.has(channel)) return;
    bound.add(channel);
    channel.bind("pusher:subscription_succeeded", () => topics.confirmed(name));
    channel.bind("pusher:subscription_error", () => topics.refused(name));
    channel.bind_global((event: string, payload: unknown) => {
      if (!event.startsWith("pusher:")) topics.heard(name, event, payload);
    });
  }

  const authorizer = createAuthorizer({
    post: parts.postAuth,
    isCurrent: (id) => pusher?.connection.state === "connected" && pusher.connection.socket_id === id,
    onSignedOut: () => keeper.stop(),
    wait: pause,
  });

  function open(PusherClass: typeof Pusher): void {
    const opened = new PusherClass(config.key, {
      ...pusherOptions(config, parts.page),
      channelAuthorization: {
        ...UNUSED_ENDPOINT,
        customHandler({ socketId, channelName }, done) {
          authorizer.authorizeTopic(socketId, channelName, (error, auth) => {
            if (opened.channel(channelName)) done(error, auth);
          });
        },
      },
      userAuthentication: {
        ...UNUSED_ENDPOINT,
        customHandler: ({ socketId }, done) => authorizer.authorizeUser(socketId, done),
      },
    });
    pusher = opened;
    opened.connection.bind("state_change", ({ previous, current }: { previous: string; current: string }) => {
      if (previous === "connected") topics.lost();
      keeper.observe(current);
    });
    opened.signin();
    for (const name of topics.names()) subscribe(opened, name);
  }

  async function load(): Promise<void> {
    while (!isClosed && !pusher) {
      const PusherClass = await parts.loadPusher().catch(() => null);
      if (PusherClass && !isClosed) open(PusherClass);
      else await pause(LOAD_RETRY_MS);
    }
  }
  void load();

  return {
    join: topics.join,
    state: () => (keeper.state() === "live" && pulse.isDelayed() ? "offline" : keeper.state()),
    onStateChange(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    wake(wake) {
      if (wake === "slept" || (wake === "online" && keeper.state() !== "live")) keeper.restart();
      else if (wake === "shown") topics.woke();
    },
    close() {
      isClosed = true;
      pulse.stop();
      topics.close();
      keeper.stop();
    },
  };
}

const LOAD_RETRY_MS = 5_000;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** pusher-js wants an endpoint in its types even where the handler is ours. */
const UNUSED_ENDPOINT = { transport: "ajax" as const, endpoint: "" };

/**
 * Leaves a channel also while it is being asked for, or after the service refused it: pusher-js would keep both as "pending",
 * and subscribe again to the first. What is on its way to the service is taken back by the second frame.
 */
function unsubscribe(pusher: Pusher, name: string): void {
  const channel = pusher.channel(name);
  const isPending = channel && !channel.subscribed;
  if (isPending) channel.disconnect();
  pusher.unsubscribe(name);
  if (isPending) pusher.send_event("pusher:unsubscribe", { channel: name });
}
