import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Pusher, { type Channel } from "pusher-js";
import { createBreakers } from "@/lib/adapters/breaker";
import { publishDirectly } from "@/lib/adapters/realtime/direct";
import type { RealtimePort, RealtimeWebhookEvent } from "@/lib/adapters/realtime/port";
import { createPusher } from "@/lib/adapters/realtime/pusher";
import {
  createRealtimeServer,
  type RealtimeServer,
  type RealtimeServerOptions,
} from "@/lib/embedded/realtime/server";

export const CREDENTIALS = { appId: "parley", key: "parley-key", secret: "parley-secret" };

/** The embedded server on a port of its own, the port that drives it by the real SDK, and what its webhooks said. */
export type RealtimeFixture = {
  server: RealtimeServer;
  realtime: RealtimePort;
  tcpPort: number;
  /** Every webhook event so far; `null` stands for a delivery that was refused. */
  webhooks: (RealtimeWebhookEvent | null)[];
  /** Answers the next webhook posts with these statuses. */
  failWebhooks(statuses: number[]): void;
  client(options?: ClientOptions): TestClient;
  /** A new server in the place of one that was closed. */
  restart(): void;
  stop(): Promise<void>;
};

type ClientOptions = {
  userId?: string;
  /** What our own route would decide. */
  mayJoin?: (topic: string) => boolean;
  tcpPort?: number;
};

/** `direct`: what is published is handed to the server as in the web process, without a request. */
type FixtureOptions = Partial<RealtimeServerOptions> & { direct?: boolean };

export async function startRealtime({
  direct = false,
  ...options
}: FixtureOptions = {}): Promise<RealtimeFixture> {
  const webhooks: (RealtimeWebhookEvent | null)[] = [];
  const statuses: number[] = [];
  const clients: TestClient[] = [];
  const http = createServer();
  const tcpPort = await listen(http);
  const open = () =>
    createRealtimeServer({
      ...CREDENTIALS,
      webhook: { url: `http://127.0.0.1:${tcpPort}/webhooks` },
      ...options,
      limits: { vacatedDelayMs: 100, ...options.limits },
    });
  let server = open();
  let isStopped = false;
  const pusher = createPusher(portConfig(tcpPort));
  const realtime = direct ? publishDirectly(pusher, () => (isStopped ? undefined : server)) : pusher;
  http.on("upgrade", (request, socket, head) => {
    if (!server.handleUpgrade(request, socket, head)) socket.destroy();
  });
  http.on("request", async (request, response) => {
    if (server.handleRequest(request, response)) return;
    const body = await readText(request);
    const status = statuses.shift() ?? 200;
    const headers = new Headers(
      Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.[0] ?? ""]),
    );
    if (status === 200) webhooks.push(...(realtime.readWebhook(headers, body) ?? [null]));
    response.writeHead(status).end();
  });

  return {
    get server() {
      return server;
    },
    realtime,
    tcpPort,
    webhooks,
    failWebhooks: (planned) => statuses.push(...planned),
    client(clientOptions = {}) {
      const client = createClient(realtime, { tcpPort, ...clientOptions });
      clients.push(client);
      return client;
    },
    restart() {
      server = open();
    },
    async stop() {
      for (const client of clients) client.pusher.disconnect();
      isStopped = true;
      await server.close();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

export function portConfig(tcpPort: number) {
  const breaker = createBreakers({ failures: 1_000 }).breaker("realtime");
  return {
    ...CREDENTIALS,
    cluster: "local",
    host: "127.0.0.1",
    port: tcpPort,
    tls: false,
    socket: "page" as const,
    breaker,
  };
}

type Heard = { topic: string; name: string; payload: unknown };

export type TestClient = {
  pusher: Pusher;
  heard: Heard[];
  /** Topics in the order they were confirmed, again after each reconnect. */
  confirmed: string[];
  refused: { topic: string; type: string; status: number | undefined }[];
  /** What `pusher:error` and the closes said. */
  codes: number[];
  join(topic: string): Channel;
};

const ANSWERS = /^pusher(_internal)?:/;

function createClient(realtime: RealtimePort, options: ClientOptions & { tcpPort: number }): TestClient {
  const { userId, mayJoin = () => true, tcpPort } = options;
  const pusher = new Pusher(CREDENTIALS.key, {
    cluster: "local",
    wsHost: "127.0.0.1",
    wsPort: tcpPort,
    wsPath: "/realtime",
    forceTLS: false,
    enabledTransports: ["ws"],
    channelAuthorization: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId, channelName }, callback) => {
        if (mayJoin(channelName)) callback(null, realtime.authorizeTopic(socketId, channelName));
        else callback(new Error("refused"), null);
      },
    },
    userAuthentication: {
      transport: "ajax",
      endpoint: "",
      customHandler: ({ socketId }, callback) =>
        callback(null, realtime.authorizeUser(socketId, userId ?? "")),
    },
  });
  if (userId !== undefined) pusher.signin();
  const client: TestClient = { pusher, heard: [], confirmed: [], refused: [], codes: [], join };
  pusher.connection.bind("error", (error: { data?: { code?: number } }) => {
    if (error.data?.code) client.codes.push(error.data.code);
  });

  function join(topic: string): Channel {
    const channel = pusher.subscribe(topic);
    channel.bind("pusher:subscription_succeeded", () => client.confirmed.push(topic));
    channel.bind("pusher:subscription_error", (error: { type: string; status?: number }) =>
      client.refused.push({ topic, type: error.type, status: error.status }),
    );
    channel.bind_global((name: string, payload: unknown) => {
      if (!ANSWERS.test(name)) client.heard.push({ topic, name, payload });
    });
    return channel;
  }
  return client;
}

export async function listen(server: Server, tcpPort = 0): Promise<number> {
  await new Promise<void>((resolve) => server.listen(tcpPort, "127.0.0.1", resolve));
  const address = server.address() as AddressInfo; // a TCP server's address is never a string
  return address.port;
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
