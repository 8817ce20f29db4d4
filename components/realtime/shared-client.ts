import type { AuthReply, AuthRequest } from "./authorizer";
import { createRealtimeClient, type RealtimeClient } from "./client";
import type { RealtimeConfig } from "./config";
import { watchWake } from "./wake";

type Shared = {
  client: RealtimeClient;
  holders: number;
  stopWatching: () => void;
  leaving?: ReturnType<typeof setTimeout>;
};

declare global {
  var parleyRealtime: Map<string, Shared> | undefined;
}

/** A page that is left and entered again, and React's double mounting, keep their connection. */
const GRACE_MS = 5_000;

/** The connection of this page for this member: one, however many providers and bundles ask for it. Browser only. */
export function holdRealtimeClient(config: RealtimeConfig): { client: RealtimeClient; release: () => void } {
  globalThis.parleyRealtime ??= new Map();
  const clients = globalThis.parleyRealtime;
  const name = JSON.stringify([config.key, config.host, config.port, config.path, config.memberId]);
  const shared = clients.get(name) ?? openClient(config);
  clients.set(name, shared);
  clearTimeout(shared.leaving);
  shared.holders += 1;

  let isHeld = true;
  return {
    client: shared.client,
    release() {
      if (!isHeld) return;
      isHeld = false;
      shared.holders -= 1;
      if (shared.holders > 0) return;
      shared.leaving = setTimeout(() => {
        clients.delete(name);
        shared.stopWatching();
        shared.client.close();
      }, GRACE_MS);
    },
  };
}

function openClient(config: RealtimeConfig): Shared {
  const client = createRealtimeClient(config, {
    page: window.location,
    postAuth,
    askDelayed,
    loadPusher: async () => (await import("pusher-js")).default,
  });
  const stopWatching = watchWake({ document, window, now: () => Date.now() }, client.wake);
  return { client, holders: 0, stopWatching };
}

const POST_TIMEOUT_MS = 10_000;
const ASK_TIMEOUT_MS = 4_000;

async function postAuth(request: AuthRequest): Promise<AuthReply> {
  const response = await fetch("/api/realtime/auth", {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(POST_TIMEOUT_MS),
  });
  const body: unknown = await response.json().catch(() => null);
  return {
    status: response.status,
    body,
    retryAfterSeconds: Number(response.headers.get("retry-after")) || null,
  };
}

async function askDelayed(): Promise<boolean | null> {
  if (document.visibilityState === "hidden") return null;
  const response = await fetch("/api/realtime/state", { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
  const body: unknown = await response.json();
  return typeof body === "object" && body !== null && "delayed" in body ? body.delayed === true : null;
}
