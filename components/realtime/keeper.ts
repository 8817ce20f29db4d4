/** `live`: events arrive. `connecting`: they will in a moment. `offline`: they do not, and pages should ask by themselves. */
export type ConnectionState = "connecting" | "live" | "offline";

/** The socket as the keeper drives it: `pusher-js`. */
export type Reconnectable = { connect(): void; disconnect(): void };

/** After this long without a connection the page says so. */
const OFFLINE_MS = 5_000;
/** How long an attempt may take; `pusher-js` itself would wait 15 s, then 30, then 60, after one that failed. */
const ATTEMPT_MS = [3_000, 4_000, 6_000, 9_000, 12_000];
/** After the server closed the door: `pusher-js` would never knock again. A removal closes it too, and then it opens at once. */
const REFUSED_MS = [500, 2_000, 5_000, 10_000, 20_000];
/** A connection that held this long starts the waiting times anew. */
const STEADY_MS = 20_000;

/** Keeps the socket connected, and says how it is. */
export type Keeper = ReturnType<typeof createKeeper>;

export function createKeeper(socket: Reconnectable, onChange: () => void) {
  let state: ConnectionState = "connecting";
  let attempts = 0;
  let isStopped = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let giveUp: ReturnType<typeof setTimeout> | undefined = setTimeout(() => become("offline"), OFFLINE_MS);
  let steady: ReturnType<typeof setTimeout> | undefined;

  function become(next: ConnectionState): void {
    if (state === next) return;
    state = next;
    onChange();
  }

  function retryAfter(delays: number[]): void {
    clearTimeout(retry);
    const delay = delays[Math.min(attempts, delays.length - 1)] ?? 0;
    retry = setTimeout(() => restart(), delay * (0.75 + Math.random() / 2));
  }

  function restart(): void {
    if (isStopped) return;
    attempts += 1;
    socket.disconnect();
    clearTimeout(retry);
    socket.connect();
    if (state !== "live") retryAfter(ATTEMPT_MS);
  }

  function onLive(): void {
    clearTimeout(retry);
    clearTimeout(giveUp);
    giveUp = undefined;
    steady = setTimeout(() => {
      attempts = 0;
    }, STEADY_MS);
    become("live");
  }

  function onLost(): void {
    clearTimeout(steady);
    giveUp ??= setTimeout(() => become("offline"), OFFLINE_MS);
    if (state === "live") become("connecting");
  }

  return {
    state: () => state,
    /** Tells the state of `pusher-js`, each time it changes. */
    observe(socketState: string): void {
      if (isStopped) return;
      if (socketState === "connected") {
        onLive();
        return;
      }
      onLost();
      retryAfter(socketState === "disconnected" ? REFUSED_MS : ATTEMPT_MS);
    },
    /** Tries now: the network is back, or the machine slept and the socket only looks alive. */
    restart,
    /** Nobody is signed in, or the page is left: no more attempts. */
    stop(): void {
      isStopped = true;
      for (const timer of [retry, giveUp, steady]) clearTimeout(timer);
      socket.disconnect();
      become("offline");
    },
  };
}
