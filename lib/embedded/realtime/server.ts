import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { log } from "@/lib/core/log";
import { answerApi, type Publication, publishHere } from "./api";
import { ApiFault, readApiRequest } from "./api-request";
import { createChannels } from "./channels";
import { Connection } from "./connection";
import { createUsers, type Hub } from "./hub";
import { DEFAULT_LIMITS, type RealtimeLimits } from "./limits";
import { createOccupancy } from "./occupancy";
import { CLOSE, PROTOCOL_VERSION } from "./protocol";
import type { Credentials } from "./signatures";
import { createWebhooks, type WebhookTarget } from "./webhooks";

export type RealtimeServerOptions = Credentials & {
  /** Where `channel_occupied`, `channel_vacated`, `member_added` and `member_removed` are posted, signed. */
  webhook?: WebhookTarget;
  limits?: Partial<RealtimeLimits>;
  /** What stands before `/app/<key>` in the address of the socket. */
  path?: string;
  /** Whether a page of this origin may open a socket. Without it: the page's own host, and clients that are not browsers. */
  allowOrigin?: (origin: string | undefined, request: IncomingMessage) => boolean;
  /** Refuse private channels until the connection has signed in, so that nobody can hide from `terminate`. Our own pages sign in first. */
  signinRequired?: boolean;
};

/** A Pusher-protocol server that lives on somebody else's HTTP server. */
export type RealtimeServer = {
  /** Takes the socket and returns true when the path is ours. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Answers and returns true when the path is under `/apps/`. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean;
  /** Publishes without a request, for whoever is in the same process. Throws what the HTTP API would refuse. */
  publish(request: Publication): void;
  connections(): number;
  /** Sends everybody away, to come back in a second, and from then on whoever comes. */
  close(): Promise<void>;
};

const PULSE_MS = 1_000;
const GOING_AWAY = "The server is restarting";
/** `closeTimeout`: how long a client may take to answer a close before its socket is cut (the types of ws do not know it yet). */
const SOCKET_OPTIONS = { noServer: true, perMessageDeflate: false, closeTimeout: 1_000 };

export function createRealtimeServer(options: RealtimeServerOptions): RealtimeServer {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const webhooks = createWebhooks(options, options.webhook);
  const occupancy = createOccupancy(webhooks.announce, limits.vacatedDelayMs);
  const hub: Hub = {
    credentials: options,
    limits,
    channels: createChannels(occupancy),
    users: createUsers(),
    connections: new Set(),
    signinRequired: options.signinRequired ?? false,
    isClosing: false,
  };
  const sockets = new WebSocketServer({ ...SOCKET_OPTIONS, maxPayload: limits.frameBytes });
  const pulse = setInterval(() => {
    for (const connection of hub.connections) connection.checkPulse(performance.now());
  }, PULSE_MS).unref();
  const prefix = `${options.path ?? "/realtime"}/app/`;
  const allowOrigin = options.allowOrigin ?? isOwnOrigin;

  return {
    handleUpgrade(request, socket, head) {
      const path = request.url ?? "";
      if (!path.startsWith(prefix)) return false;
      if (!allowOrigin(request.headers.origin, request)) refuseUpgrade(socket);
      else openSocket(hub, sockets, { request, socket, head, address: path.slice(prefix.length) });
      return true;
    },
    handleRequest(request, response) {
      if (!request.url?.startsWith("/apps/")) return false;
      void handleApi(hub, request, response);
      return true;
    },
    publish: (request) => publishHere(hub, request),
    connections: () => hub.connections.size,
    async close() {
      hub.isClosing = true;
      clearInterval(pulse);
      occupancy.close();
      webhooks.close();
      const closed = [...sockets.clients].map(
        (socket) => new Promise((resolve) => socket.on("close", resolve)),
      );
      for (const connection of hub.connections) connection.close(CLOSE.overCapacity, GOING_AWAY);
      await Promise.all(closed);
    },
  };
}

type Upgrade = { request: IncomingMessage; socket: Duplex; head: Buffer; address: string };

/**
 * Refusals are closes after the handshake: only a close code tells the client whether and when to come back, and after an
 * attempt that fails without one `pusher-js` waits 15 seconds, then 30, then 60.
 */
function openSocket(hub: Hub, sockets: WebSocketServer, { request, socket, head, address }: Upgrade): void {
  sockets.handleUpgrade(request, socket, head, (webSocket) => {
    webSocket.on("error", () => webSocket.terminate());
    const [key, search = ""] = address.split("?", 2);
    const version = Number(new URLSearchParams(search).get("protocol"));
    if (key !== hub.credentials.key) webSocket.close(CLOSE.appUnknown, "There is no app with this key");
    else if (version !== PROTOCOL_VERSION)
      webSocket.close(CLOSE.protocolUnsupported, "The protocol must be version 7");
    else if (hub.isClosing) webSocket.close(CLOSE.overCapacity, GOING_AWAY);
    else if (hub.connections.size >= hub.limits.connections)
      webSocket.close(CLOSE.overCapacity, "Too many connections");
    else new Connection(webSocket, hub).start();
  });
}

async function handleApi(hub: Hub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const apiRequest = await readApiRequest(hub.credentials, request, hub.limits.requestBytes);
    respond(response, 200, "application/json", JSON.stringify(answerApi(hub, apiRequest)));
  } catch (error) {
    if (!(error instanceof ApiFault)) log.error("realtime.api.failed", {}, error);
    const fault =
      error instanceof ApiFault ? error : { status: 500, message: "The realtime service failed." };
    // What is left of an unread body must not be taken for the next request.
    if (!request.complete) response.setHeader("connection", "close");
    respond(response, fault.status, "text/plain; charset=utf-8", `${fault.message}\n`);
  }
}

function respond(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}

/** Nothing ambient opens a channel (each subscription is signed), yet another site has no business here. */
function isOwnOrigin(origin: string | undefined, request: IncomingMessage): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === request.headers.host;
}

function refuseUpgrade(socket: Duplex): void {
  socket.on("error", () => socket.destroy());
  socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}
