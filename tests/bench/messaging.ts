import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import pg from "pg";
import { WebSocket, WebSocketServer } from "ws";
import { type Product, startProduct } from "../support/product";
import { median, percentile, print } from "./table";

/**
 * From a send to the other screen, as a ratio to a floor measured in the same run on the same machine: one SQL insert, committed,
 * plus one raw WebSocket broadcast. The sender is a client of the HTTP API, the other screen a client of the socket.
 */
const SENDS = Number(process.env.BENCH_SENDS ?? 300);
const CLIENTS = 50;
const WRITERS = 8;

const product = await startProduct();
try {
  await product.sql('update "RateLimit" set most = 10000000');
  const ana = await signIn("ana@example.com");
  const ben = await signIn("ben@example.com");
  const channel = await generalOf(ana);
  const floor = await measureFloor(product);
  const one = await measureSends(ana, ben, channel);
  const rate = await measureRate(ana, ben, channel);
  print("bench:messaging", [
    ["", "p50 ms", "p95 ms", "ratio p50", "ratio p95"],
    ["floor: insert + raw broadcast", ms(median(floor)), ms(percentile(floor, 95)), "1", "1"],
    [
      "send to the other screen",
      ms(median(one.screen)),
      ms(percentile(one.screen, 95)),
      ratio(one.screen, floor, 50),
      ratio(one.screen, floor, 95),
    ],
    [
      "send to its own answer",
      ms(median(one.answer)),
      ms(percentile(one.answer, 95)),
      ratio(one.answer, floor, 50),
      ratio(one.answer, floor, 95),
    ],
  ]);
  print("with 50 connected clients", [
    ["sends", "per second", "heard by every client"],
    [String(rate.sends), rate.perSecond.toFixed(0), `${rate.heard} of ${rate.sends * CLIENTS}`],
  ]);
} finally {
  await product.discard();
}

type Session = { cookie: string };

async function signIn(email: string): Promise<Session> {
  const response = await fetch(`${product.url}/api/v1/auth/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: new URL(product.url).origin },
    body: JSON.stringify({ email, password: "parley-demo" }),
  });
  if (response.status !== 204)
    throw new Error(`${email} could not sign in: ${response.status} ${await response.text()}`);
  return {
    cookie: response.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; "),
  };
}

function call(session: Session, path: string, method: string, body?: unknown): Promise<Response> {
  return fetch(`${product.url}${path}`, {
    method,
    headers: {
      cookie: session.cookie,
      "content-type": "application/json",
      origin: new URL(product.url).origin,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function generalOf(session: Session): Promise<string> {
  const { items } = await (
    await call(session, "/api/v1/workspaces/acme/conversations?limit=100", "GET")
  ).json();
  return items.find((one: { name: string }) => one.name === "general").id;
}

async function send(
  session: Session,
  channel: string,
): Promise<{ clientId: string; answerMs: number; startedAt: number }> {
  const clientId = randomUUID();
  const startedAt = performance.now();
  const path = `/api/v1/workspaces/acme/conversations/${channel}/messages`;
  const response = await call(session, path, "POST", {
    client_id: clientId,
    body: "A message of usual length, said in a channel.",
  });
  if (response.status !== 201)
    throw new Error(`A send was refused: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
  return { clientId, answerMs: performance.now() - startedAt, startedAt };
}

/** A socket of a person, subscribed to a channel's topic. */
async function listen(
  session: Session,
  channel: string,
  onMessage: (clientId: string) => void,
): Promise<WebSocket> {
  const page = await (await call(session, "/w/acme", "GET")).text();
  const key =
    /\\"key\\":\\"([^"\\]+)\\",\\"cluster/.exec(page)?.[1] ?? /"key":"([^"]+)","cluster/.exec(page)?.[1];
  if (!key) throw new Error("The page does not say where its socket is.");
  const socket = new WebSocket(`${product.url.replace("http", "ws")}/realtime/app/${key}?protocol=7`, {
    origin: new URL(product.url).origin,
  });
  const topic = `private-c.${channel}`;
  const subscribed = new Promise<void>((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", (code) => reject(new Error(`The socket was closed with ${code}.`)));
    socket.on("message", (raw) => {
      const frame = JSON.parse(String(raw));
      const data = typeof frame.data === "string" ? JSON.parse(frame.data) : frame.data;
      if (frame.event === "pusher:connection_established") void subscribe(data.socket_id);
      if (frame.event === "pusher_internal:subscription_succeeded") resolve();
      if (frame.event === "message.created" && data.message) onMessage(data.message.client_id);
    });
    async function subscribe(socketId: string) {
      const { user } = await (
        await call(session, "/api/realtime/auth", "POST", { socket_id: socketId })
      ).json();
      socket.send(JSON.stringify({ event: "pusher:signin", data: user }));
      const answer = await call(session, "/api/realtime/auth", "POST", {
        socket_id: socketId,
        topics: [topic],
      });
      const { auth } = await answer.json();
      if (!auth?.[topic]) return reject(new Error("The topic may not be heard."));
      socket.send(
        JSON.stringify({ event: "pusher:subscribe", data: { channel: topic, auth: auth[topic].auth } }),
      );
    }
  });
  await subscribed;
  return socket;
}

async function measureSends(ana: Session, ben: Session, channel: string) {
  const heardAt = new Map<string, number>();
  const socket = await listen(ben, channel, (clientId) => heardAt.set(clientId, performance.now()));
  const screen: number[] = [];
  const answer: number[] = [];
  for (let at = -30; at < SENDS; at++) {
    const { clientId, answerMs, startedAt } = await send(ana, channel);
    while (!heardAt.has(clientId)) await new Promise((resolve) => setImmediate(resolve));
    if (at < 0) continue; // warm
    answer.push(answerMs);
    screen.push((heardAt.get(clientId) ?? 0) - startedAt);
  }
  socket.close();
  return { screen, answer };
}

async function measureRate(ana: Session, ben: Session, channel: string) {
  let heard = 0;
  const sockets = await Promise.all(
    Array.from({ length: CLIENTS }, (_, at) => listen(at % 2 ? ana : ben, channel, () => heard++)),
  );
  const startedAt = performance.now();
  let sends = 0;
  const writer = async (session: Session) => {
    while (sends < SENDS) {
      sends += 1;
      await send(session, channel);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, at) => writer(at % 2 ? ana : ben)));
  const perSecond = sends / ((performance.now() - startedAt) / 1000);
  const deadline = Date.now() + 10_000;
  while (heard < sends * CLIENTS && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
  for (const socket of sockets) socket.close();
  return { sends, perSecond, heard };
}

/** One committed insert of a row like a message, then one broadcast over a bare WebSocket. */
async function measureFloor({ sql }: Product): Promise<number[]> {
  await sql("create table if not exists public.bench_floor (id uuid primary key, body text)");
  const client = new pg.Client(databaseUrl());
  await client.connect();
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const socket = new WebSocket(`ws://127.0.0.1:${port}`);
  await once(socket, "open");
  const times: number[] = [];
  for (let at = -30; at < SENDS; at++) {
    const startedAt = performance.now();
    await client.query("insert into public.bench_floor values ($1, $2)", [
      randomUUID(),
      "A message of usual length, said in a channel.",
    ]);
    const heard = once(socket, "message");
    for (const peer of sockets.clients) peer.send("A message of usual length, said in a channel.");
    await heard;
    if (at >= 0) times.push(performance.now() - startedAt);
  }
  socket.close();
  sockets.close();
  server.close();
  await client.end();
  await sql("drop table public.bench_floor");
  return times;
}

function databaseUrl(): string {
  return JSON.parse(readFileSync(`${product.home}/processes.json`, "utf8")).databaseUrl;
}

function ms(value: number): string {
  return value.toFixed(2);
}

function ratio(values: number[], floor: number[], p: number): string {
  return (percentile(values, p) / percentile(floor, p)).toFixed(1);
}
