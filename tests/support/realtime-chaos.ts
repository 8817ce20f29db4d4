import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { type RawData, WebSocket, WebSocketServer } from "ws";
import { seeded } from "./chance";
import { listen } from "./realtime";

/** The share of events, from 0 to 1, to which each thing happens. Frames of the protocol itself always pass: without them there is no connection. */
type ChaosFaults = { drop: number; double: number; reorder: number };

/**
 * Stands between browsers and a web process on a port of its own: requests pass through, sockets under `/realtime` suffer.
 * The same seed and the same events give the same faults.
 */
export type RealtimeChaos = {
  tcpPort: number;
  counts: { passed: number; dropped: number; doubled: number; reordered: number };
  setFaults(faults: Partial<ChaosFaults>): void;
  /** Cuts every connection without a word, as a lost network does. Returns how many there were. */
  cut(): number;
  /** Whether new connections are let in; when not, the handshake is cut. */
  admit(isOpen: boolean): void;
  connections(): number;
  close(): Promise<void>;
};

type ChaosOptions = { targetPort: number; seed: number; faults?: Partial<ChaosFaults>; tcpPort?: number };

/** A frame that is held back to let the next one pass does not wait longer than this for it. */
const HELD_MS = 50;

export async function startRealtimeChaos(options: ChaosOptions): Promise<RealtimeChaos> {
  const { targetPort, seed } = options;
  const faults: ChaosFaults = { drop: 0, double: 0, reorder: 0, ...options.faults };
  const counts = { passed: 0, dropped: 0, doubled: 0, reordered: 0 };
  const sockets = new WebSocketServer({ noServer: true });
  let isOpen = true;
  let opened = 0;

  const http = createServer((request, response) => passOn(targetPort, request, response));
  http.on("upgrade", (request, socket, head) => {
    if (!isOpen) socket.destroy();
    else
      sockets.handleUpgrade(request, socket, head, (client) => {
        opened += 1;
        const suffer = createSufferer({
          faults,
          counts,
          random: seeded(seed + opened),
          send: (text) => send(client, text),
        });
        join(client, connectUpstream(targetPort, request), suffer);
      });
  });
  const tcpPort = await listen(http, options.tcpPort);

  return {
    tcpPort,
    counts,
    setFaults: (changed) => void Object.assign(faults, changed),
    cut() {
      const count = sockets.clients.size;
      for (const client of sockets.clients) client.terminate();
      return count;
    },
    admit(open) {
      isOpen = open;
    },
    connections: () => sockets.clients.size,
    async close() {
      for (const client of sockets.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Origin and host stay as the browser sent them, so that the server's own check of them is the one that counts. */
function connectUpstream(targetPort: number, request: IncomingMessage): WebSocket {
  const { host, origin, cookie } = request.headers;
  const headers = Object.fromEntries(
    Object.entries({ host, origin, cookie }).filter(([, value]) => value !== undefined),
  );
  return new WebSocket(`ws://127.0.0.1:${targetPort}${request.url}`, { headers });
}

function join(client: WebSocket, upstream: WebSocket, suffer: (text: string) => void): void {
  const early: RawData[] = [];
  upstream.on("open", () => {
    for (const message of early.splice(0)) upstream.send(message.toString());
  });
  upstream.on("message", (message) => suffer(message.toString()));
  upstream.on("close", (code, reason) => closeAs(client, code, reason));
  upstream.on("error", () => client.terminate());
  client.on("message", (message) => {
    if (upstream.readyState === WebSocket.OPEN) upstream.send(message.toString());
    else early.push(message);
  });
  client.on("close", () => upstream.terminate());
  client.on("error", () => upstream.terminate());
}

function closeAs(client: WebSocket, code: number, reason: Buffer): void {
  if (code >= 3000 || code === 1000) client.close(code, reason);
  else client.terminate();
}

type Sufferer = {
  faults: ChaosFaults;
  counts: RealtimeChaos["counts"];
  random: () => number;
  send(text: string): void;
};

/** What becomes of each frame on its way to the browser. */
function createSufferer({ faults, counts, random, send }: Sufferer): (text: string) => void {
  let held: { text: string; timer: NodeJS.Timeout } | null = null;
  const release = () => {
    if (!held) return;
    clearTimeout(held.timer);
    const { text } = held;
    held = null;
    send(text);
  };

  return (text) => {
    if (text.includes('"event":"pusher')) {
      send(text);
      return;
    }
    const fate = random();
    if (fate < faults.drop) {
      counts.dropped += 1;
    } else if (fate < faults.drop + faults.double) {
      counts.doubled += 1;
      send(text);
      send(text);
    } else if (fate < faults.drop + faults.double + faults.reorder && !held) {
      counts.reordered += 1;
      held = { text, timer: setTimeout(release, HELD_MS) };
      return;
    } else {
      counts.passed += 1;
      send(text);
    }
    release();
  };
}

function send(client: WebSocket, text: string): void {
  if (client.readyState === WebSocket.OPEN) client.send(text);
}

function passOn(targetPort: number, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url } = request;
  const target = httpRequest(
    { host: "127.0.0.1", port: targetPort, method, headers, path: url },
    (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    },
  );
  target.on("error", () => response.destroy());
  response.on("close", () => target.destroy());
  request.pipe(target);
}
