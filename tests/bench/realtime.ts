import { fork } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { type WebSocket, WebSocket as WebSocketClient, WebSocketServer } from "ws";
import { createPusher } from "@/lib/adapters/realtime/pusher";
import { createRealtimeServer } from "@/lib/embedded/realtime/server";
import { CREDENTIALS, listen, portConfig } from "@/tests/support/realtime";

/**
 * Publish to client, through the port and the embedded server, against the floor: a bare WebSocket server in the same child
 * process that sends what it is told to everybody. Run with `tsx tests/bench/realtime.ts [--json FILE]`.
 */
const TOPIC = "private-c.bench";
const ROUNDS = 400;
const EVENTS = 5_000;

type Client = { socket: WebSocket; count: number; onMessage: (text: string) => void };
type Way = { name: string; send(texts: string[]): Promise<void>; clients: Client[] };
type Figures = { p50Ms: number; p95Ms: number; deliveriesPerSecond: number };

async function serve(): Promise<void> {
  const realtime = createRealtimeServer(CREDENTIALS);
  const bare = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  const http = createServer((request, response) => {
    if (!realtime.handleRequest(request, response)) response.writeHead(404).end();
  });
  http.on("upgrade", (request, socket, head) => {
    if (realtime.handleUpgrade(request, socket, head)) return;
    bare.handleUpgrade(request, socket, head, (client) =>
      client.on("message", (message) => {
        for (const each of bare.clients) each.send(message, { binary: false });
      }),
    );
  });
  process.on("disconnect", () => process.exit());
  process.send?.(await listen(http));
}

async function measure(): Promise<void> {
  const child = fork(new URL(import.meta.url), ["--serve"]);
  const [message] = await once(child, "message");
  const tcpPort = Number(message);
  const rows: Record<string, Record<string, number>> = {};
  for (const count of [1, 50]) {
    const floor = await figuresOf(await bareWay(tcpPort, count));
    const port = await figuresOf(await portWay(tcpPort, count));
    for (const key of ["p50Ms", "p95Ms", "deliveriesPerSecond"] as const) {
      rows[`${count} clients, ${key}`] = {
        floor: round(floor[key]),
        port: round(port[key]),
        ratio: round(port[key] / floor[key]),
      };
    }
  }
  console.table(rows);
  const file = process.argv[process.argv.indexOf("--json") + 1];
  if (process.argv.includes("--json") && file) await writeFile(file, `${JSON.stringify(rows, null, 2)}\n`);
  child.kill();
}

async function bareWay(tcpPort: number, count: number): Promise<Way> {
  const clients = Array.from({ length: count }, () => open(`ws://127.0.0.1:${tcpPort}/bare`));
  await Promise.all(clients.map(({ socket }) => once(socket, "open")));
  const [publisher] = clients;
  return {
    name: "floor",
    clients,
    async send(texts) {
      for (const text of texts) publisher?.socket.send(text);
    },
  };
}

async function portWay(tcpPort: number, count: number): Promise<Way> {
  const realtime = createPusher(portConfig(tcpPort));
  const address = `ws://127.0.0.1:${tcpPort}/realtime/app/${CREDENTIALS.key}?protocol=7&client=js&version=8.6.0`;
  const clients = Array.from({ length: count }, () => open(address));
  await Promise.all(
    clients.map(async (client) => {
      const established = await nextMessage(client, () => {});
      const socketId = JSON.parse(JSON.parse(established).data).socket_id;
      const data = { channel: TOPIC, ...realtime.authorizeTopic(socketId, TOPIC) };
      await nextMessage(client, () =>
        client.socket.send(JSON.stringify({ event: "pusher:subscribe", data })),
      );
    }),
  );
  const toEvent = (text: string) => ({ topics: [TOPIC], name: "message.created", payload: { text } });
  return { name: "port", clients, send: (texts) => realtime.publish(texts.map(toEvent)) };
}

function open(address: string): Client {
  const socket = new WebSocketClient(address, { perMessageDeflate: false });
  const client: Client = { socket, count: 0, onMessage: () => {} };
  socket.on("message", (message) => {
    client.count += 1;
    client.onMessage(message.toString());
  });
  return client;
}

function nextMessage(client: Client, ask: () => void): Promise<string> {
  return new Promise((resolve) => {
    client.onMessage = resolve;
    ask();
  });
}

/** Latency: one event at a time, until the last client has it. Throughput: as many as fit, counted where they arrive. */
async function figuresOf({ clients, send }: Way): Promise<Figures> {
  const body = "x".repeat(500);
  for (let warm = 0; warm < 50; warm++) await deliver(clients, () => send([body]), 1);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await deliver(clients, () => send([body]), 1);
    times.push(performance.now() - startedAt);
  }
  const startedAt = performance.now();
  await deliver(clients, () => send(Array(EVENTS).fill(body)), EVENTS);
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const client of clients) client.socket.terminate();
  times.sort((a, b) => a - b);
  return {
    p50Ms: times[Math.floor(times.length * 0.5)] ?? 0,
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
    deliveriesPerSecond: (EVENTS * clients.length) / seconds,
  };
}

/** Resolves when every client has received this many more. */
async function deliver(clients: Client[], send: () => Promise<void>, more: number): Promise<void> {
  const arrived = clients.map((client) => {
    const wanted = client.count + more;
    return new Promise<void>((resolve) => {
      client.onMessage = () => {
        if (client.count === wanted) resolve();
      };
    });
  });
  await Promise.all([send(), ...arrived]);
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

if (process.argv.includes("--serve")) await serve();
else await measure();
