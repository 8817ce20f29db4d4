import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createConversation } from "@/lib/conversations/commands";
import { newId } from "@/lib/core/ids";
import { hashToken } from "@/lib/core/tokens";
import { freePort } from "@/lib/embedded/free-port";
import { type Cast, type CastMember, cast } from "../support/cast";
import { openPage } from "../support/page";
import { type Person, personWith } from "../support/person";
import { type Product, startProduct, until } from "../support/product";
import { openTcpLine, type TcpLine } from "../support/tcp-line";

vi.setConfig({ testTimeout: 60_000 });

/** The database and the realtime service stand behind lines that can be cut. At the start the database is not there. */
let all: Cast;
let product: Product;
let database: TcpLine;
let realtime: TcpLine;
let ana: Person;
let ben: Person;
let channel: string;

beforeAll(async () => {
  all = await cast();
  await all.db.superuser('update "RateLimit" set most = 10000000');
  const people = { participantIds: [all.ben.memberId] };
  const input = { kind: "channel" as const, name: "outages", visibility: "private" as const, ...people };
  channel = (await createConversation(all.ctxOf(all.ana), input)).conversation.id;

  const port = await freePort();
  const { hostname, port: databasePort } = new URL(all.db.url);
  database = await openTcpLine({ host: hostname, port: Number(databasePort) }, { isCut: true });
  realtime = await openTcpLine({ host: "127.0.0.1", port });
  product = await startProduct({
    port,
    env: {
      PARLEY_INSTANCE: "outages",
      DATABASE_URL: throughLine(all.db.url),
      DIRECT_DATABASE_URL: throughLine(all.db.directUrl),
      PUSHER_APP_ID: "parley",
      PUSHER_KEY: "outages",
      PUSHER_SECRET: randomBytes(16).toString("hex"),
      PUSHER_CLUSTER: "local",
      PUSHER_HOST: "127.0.0.1",
      PUSHER_PORT: String(realtime.tcpPort),
      PUSHER_TLS: "false",
      PUSHER_SOCKET: "page",
    },
  });
  ana = await signedIn(all.ana);
  ben = await signedIn(all.ben);
}, 240_000);

afterAll(async () => {
  await product?.discard();
  await Promise.all([database?.close(), realtime?.close()]);
  await all?.db.drop();
});

test("without a database it starts, says so, and serves by itself when the database comes", async () => {
  await expectDown();
  await database.mend();
  await expectServing();
});

test("when the database goes away requests are refused at once, and it recovers by itself", async () => {
  await database.cut();
  for (const request of [ask, () => say("Nobody is there")]) {
    const startedAt = performance.now();
    await expectRefusal(await request());
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  }
  await expectDown();
  await database.mend();
  await expectServing();
});

test("a database that swallows everything holds nobody for ever", async () => {
  database.hang();
  const startedAt = performance.now();
  const asked = Promise.all([say("Into the void"), ask(), ask()]);
  expect((await fetch(`${product.url}/up`)).status).toBe(200);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  for (const response of await asked) await expectRefusal(response);
  expect(performance.now() - startedAt).toBeLessThan(17_000);
  await database.mend();
  await expectServing();
});

test("fifty sends at one locked row: those without a connection are told to come back, each is there once at the end", async () => {
  const release = await lockChannel();
  const sends = Array.from({ length: 50 }, (_, at) => ({ clientId: newId(), body: `Crowd ${at}` }));
  const answered: Response[] = [];
  const answers = sends.map(async (send) => {
    const response = await say(send.body, send.clientId);
    answered.push(response);
    return response;
  });
  await until("those who found no connection are answered", () => answered.length >= 20);
  for (const response of answered) await expectRefusal(response);
  await release();
  const statuses = new Set((await Promise.all(answers)).map((response) => response.status));
  expect([...statuses].filter((status) => status !== 201 && status !== 503)).toEqual([]);
  const releasedAt = performance.now();
  await expectServing();
  expect(performance.now() - releasedAt).toBeLessThan(5_000);
  await expectOnceAfterRetry(sends);
});

test("connections cut in the middle of their transactions: rolled back, and once after a retry", async () => {
  const release = await lockChannel();
  const sends = Array.from({ length: 3 }, (_, at) => ({ clientId: newId(), body: `Cut ${at}` }));
  const answers = sends.map(({ body, clientId }) => say(body, clientId));
  const waiting = () =>
    all.db.superuser<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and usename = 'parley_login' and wait_event_type = 'Lock'`,
    );
  await until("all three wait for the row", async () => (await waiting()).length === 3);
  for (const { pid } of await waiting()) await all.db.superuser("select pg_terminate_backend($1)", [pid]);
  for (const response of await Promise.all(answers)) await expectRefusal(response);
  await release();
  expect(await rowsOf(sends)).toEqual([]);
  await expectOnceAfterRetry(sends);
});

test("without the realtime service a send succeeds, peers get it by asking, and its events leave when the service is back", async () => {
  const heard: string[] = [];
  const page = await openPage(ben, channel, {
    socketPort: realtime.tcpPort,
    onEvent: (name) => heard.push(name),
  });
  await until("the page is live", () => page.realtime.state() === "live");
  await page.subscribed();
  await realtime.cut();
  const cutAt = performance.now();
  // pusher-js takes a second to say that its socket is closed.
  await until("the page knows that it is cut off", () => page.realtime.state() !== "live");

  const clientId = newId();
  expect((await say("Nobody hears this", clientId)).status).toBe(201);
  await until("its event waits", async () => (await pending(clientId)) === 1);
  await until("the page has asked", () => page.store.timeline.messages.at(-1)?.clientId === clientId);
  expect(performance.now() - cutAt).toBeLessThan(12_000);
  expect(page.realtime.state()).not.toBe("live");
  expect(heard).toEqual([]);

  await realtime.mend();
  await until("the page is live again", () => page.realtime.state() === "live");
  await until("the event has left by itself", async () => (await pending(clientId)) === 0);
  await until("later ones are heard", async () => {
    expect((await say("Heard again")).status).toBe(201);
    return heard.includes("message.created");
  });
  page.close();
});

test("without a way to the realtime service, while the sockets are up: peers get it within ten seconds, and the page says that it is late", async () => {
  const port = Number(new URL(product.url).port);
  const page = await openPage(ben, channel, { socketPort: port });
  await until("the page is live", () => page.realtime.state() === "live");
  await page.subscribed(); // and asks what it missed: that may bring the message, too, before the page knows that it is late
  await realtime.cut();

  const clientId = newId();
  const saidAt = performance.now();
  expect((await say("Nobody publishes this", clientId)).status).toBe(201);
  await until("the page has asked", () => page.store.timeline.messages.at(-1)?.clientId === clientId);
  await until("the page says that it is late", () => page.realtime.state() === "offline");
  expect(performance.now() - saidAt).toBeLessThan(10_000);
  expect(await pending(clientId)).toBe(1);

  await realtime.mend();
  await until("the event has left by itself", async () => (await pending(clientId)) === 0);
  await until("the page is live again", () => page.realtime.state() === "live");
  page.close();
});

function throughLine(address: string): string {
  const url = new URL(address);
  url.hostname = "127.0.0.1";
  url.port = String(database.tcpPort);
  return url.href;
}

async function signedIn(person: CastMember): Promise<Person> {
  const token = randomBytes(32).toString("base64url");
  await all.db.superuser(
    `insert into "Session" (id, "sessionToken", "userId", expires, "createdAt", "lastUsedAt")
     values ($1, $2, $3, now() + interval '1 day', now(), now())`,
    [newId(), await hashToken(token), person.userId],
  );
  return personWith(product.url, `parley_session_outages=${token}`);
}

const ask = () => ana.fetch("/api/v1/workspaces/acme/conversations");

function say(body: string, clientId: string = newId()): Promise<Response> {
  const path = `/api/v1/workspaces/acme/conversations/${channel}/messages`;
  return ana.fetch(path, { method: "POST", body: JSON.stringify({ client_id: clientId, body }) });
}

async function expectDown(): Promise<void> {
  await expectRefusal(await ask());
  await expectRefusal(await say("Nobody is there"));
  expect((await fetch(`${product.url}/up`)).status).toBe(200);
  await until("health says it", async () => (await fetch(`${product.url}/health`)).status === 503);
}

async function expectServing(): Promise<void> {
  await until("requests are answered", async () => (await ask()).status === 200);
  await until("health says it", async () => (await fetch(`${product.url}/health`)).status === 200);
}

async function expectRefusal(response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
  const text = await response.text();
  expect(text).not.toMatch(/\bat \S+ \(|node_modules|ECONN|prisma/i);
  expect(JSON.parse(text)).toMatchObject({
    code: "UNAVAILABLE",
    request_id: response.headers.get("x-request-id"),
  });
}

/** Holds the row that every send has to lock, until the returned function is called. */
async function lockChannel(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: all.db.directUrl });
  await client.connect();
  await client.query("begin");
  await client.query('select 1 from "Conversation" where id = $1 for update', [channel]);
  return () => client.end();
}

type Send = { clientId: string; body: string };

function rowsOf(sends: Send[]): Promise<{ body: string }[]> {
  const ids = sends.map((send) => send.clientId);
  return all.db.superuser('select body from "Message" where "clientId" = any($1) order by seq', [ids]);
}

async function expectOnceAfterRetry(sends: Send[]): Promise<void> {
  for (const { body, clientId } of sends) {
    const response = await say(body, clientId);
    expect([200, 201]).toContain(response.status);
    await response.arrayBuffer();
  }
  const bodies = (await rowsOf(sends)).map((row) => row.body);
  expect(bodies.sort()).toEqual(sends.map((send) => send.body).sort());
}

/** How many events of this message have not left. */
async function pending(clientId: string): Promise<number> {
  const rows = await all.db.superuser(
    `select 1 from "Outbox" where name = 'message.created' and payload::text like '%' || $1 || '%'`,
    [clientId],
  );
  return rows.length;
}
