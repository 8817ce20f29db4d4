import { afterAll, beforeAll, expect, test } from "vitest";
import { openWriter, type Writer } from "../support/page";
import type { Transport } from "../support/person";
import { openChannel, type Person, signIn } from "../support/person";
import { isRunning, type Product, startProduct, until } from "../support/product";
import { seededHome } from "../support/seeded-home";

const WRITERS = ["ana", "ben", "mia", "ana"];
/** What is acknowledged between two faults, so that each falls into the middle of the stream. */
const BETWEEN = Number(process.env.FAULT_BETWEEN ?? 40);
const RECOVERY_MS = 60_000;

let product: Product;
let ana: Person;

beforeAll(async () => {
  product = await startProduct({ home: await seededHome() });
  await product.sql('update "RateLimit" set most = 10000000');
  ana = await signIn(product.url, "ana");
}, 240_000);

afterAll(() => product?.discard());

test("kill -9 of web, worker, database and launcher, then SIGTERM, in a stream of sends: what was acknowledged is there once, in order", async () => {
  const conversationId = await openChannel(ana, { name: "kills", people: ["ben", "mia", "dev"] });
  const statuses = new Map<number, number>();
  const people = await Promise.all(WRITERS.map((name) => signIn(product.url, name)));
  const writers = people.map((person) => openWriter(counting(person.fetch, statuses), conversationId));
  const stream = keepWriting(writers);
  const goOn = () => {
    const target = countAcknowledged(writers) + BETWEEN;
    return until("sends go on", () => countAcknowledged(writers) >= target, RECOVERY_MS);
  };

  await goOn();
  for (const name of ["web", "worker", "database"] as const) {
    const former = product.pid(name);
    product.kill(name);
    await product.recovered(name, former);
    await goOn();
  }

  const place = { home: product.home, port: Number(new URL(product.url).port) };
  const [web, worker] = [product.pid("web"), product.pid("worker")];
  product.kill("launcher");
  await until("web and worker have ended", () => !isRunning(web) && !isRunning(worker));
  product = await startProduct(place);
  await goOn();

  const stoppingAt = performance.now();
  expect(await product.stop()).toBe(0);
  expect(performance.now() - stoppingAt).toBeLessThan(10_000);
  product = await startProduct(place);
  await goOn();

  const written = stream.end();
  await until(
    "everything is acknowledged",
    () => writers.every((writer) => writer.unsent().length === 0),
    RECOVERY_MS,
  );
  await expectOnceInOrder(conversationId, writers, written);
  await expectUnread(conversationId, written.flat().length);
  await expectPublished();
  expect([...statuses.keys()].filter((status) => status >= 500 && status !== 503)).toEqual([]);
  console.log(`  ${written.flat().length} sends, answers by status: ${JSON.stringify([...statuses])}`);
}, 400_000);

/** Which answers there were; 0 stands for none. */
function counting(transport: Transport, statuses: Map<number, number>): Transport {
  const count = (status: number) => statuses.set(status, (statuses.get(status) ?? 0) + 1);
  return async (path, init) => {
    const response = await transport(path, init).catch((error: unknown) => {
      count(0);
      throw error;
    });
    count(response.status);
    return response;
  };
}

/** Two messages of each writer are always on their way or waiting. */
function keepWriting(writers: Writer[]) {
  const written: string[][] = writers.map(() => []);
  const write = () => {
    for (const [at, writer] of writers.entries()) {
      while (writer.unsent().length < 2) {
        const mine = written[at] ?? [];
        mine.push(writer.write(`Device ${at + 1} says number ${mine.length + 1}`));
      }
    }
  };
  const timer = setInterval(write, 2);
  return {
    end: () => {
      clearInterval(timer);
      return written;
    },
  };
}

const countAcknowledged = (writers: Writer[]) =>
  writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0);

async function expectOnceInOrder(
  conversationId: string,
  writers: Writer[],
  written: string[][],
): Promise<void> {
  const rows = await product.sql<{ clientId: string; seq: number }>(
    `select "clientId", seq from "Message" where "conversationId" = $1 order by seq`,
    [conversationId],
  );
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, at) => at + 1));
  for (const [at, mine] of written.entries()) {
    const own = new Set(mine);
    expect(rows.map((row) => row.clientId).filter((clientId) => own.has(clientId))).toEqual(mine);
    const seqOf = new Map(rows.map((row) => [row.clientId, row.seq]));
    for (const message of writers[at]?.acknowledged ?? [])
      expect(message.seq).toBe(seqOf.get(message.clientId ?? ""));
  }
  expect(rows).toHaveLength(written.flat().length);
  const [log] = await product.sql<{ events: number; first: number; last: number; counted: number }>(
    `select count(*)::int as events, min(seq) as first, max(seq) as last,
       (select "eventSeq" from "Conversation" where id = $1) as counted
     from "ConversationEvent" where "conversationId" = $1`,
    [conversationId],
  );
  expect(log?.events).toBe((log?.last ?? 0) - (log?.first ?? 0) + 1);
  expect(log?.last).toBe(log?.counted);
}

/** Dev only listens. */
async function expectUnread(conversationId: string, unread: number): Promise<void> {
  const dev = await signIn(product.url, "dev");
  const path = `/workspaces/acme/conversations/${conversationId}`;
  expect(await dev.call("GET", path)).toMatchObject({ unread, message_seq: unread });
}

/** What a killed process could not publish leaves by itself: nobody writes any more, and no row is given up. */
async function expectPublished(): Promise<void> {
  const waiting = () =>
    product.sql<{ isDead: boolean }>('select "deadAt" is not null as "isDead" from "Outbox"');
  const before = (await waiting()).length;
  const startedAt = performance.now();
  await until("the outbox is empty", async () => (await waiting()).length === 0, RECOVERY_MS);
  console.log(`  ${before} rows were left, and gone after ${Math.round(performance.now() - startedAt)} ms`);
}
