import { afterAll, beforeAll, expect, test } from "vitest";
import { lossy } from "../support/lossy";
import { openPage, openWriter, type Page, type Writer } from "../support/page";
import { openChannel, type Person, signIn } from "../support/person";
import { type Product, startProduct, until } from "../support/product";
import { type RealtimeChaos, startRealtimeChaos } from "../support/realtime-chaos";
import { seededHome } from "../support/seeded-home";

/** All ten thousand on demand: `FAULT_SENDS=10000`. */
const SENDS = Number(process.env.FAULT_SENDS ?? 600);
/** Room for a machine that is busy with other things: ten sends a second. */
const WITHIN_MS = 60_000 + SENDS * 100;
const SEED = 20_26;

/** Two devices each. The first four have a bad line. */
const WRITERS = ["ana", "ben", "mia", "cleo", "ana", "ben", "mia", "cleo"];
const BAD_LINE = { before: 0.02, after: 0.02, late: 0.02, doubled: 0.05, slow: 0.1 };
const LISTENERS = ["ana", "ben", "mia", "dev"];
const BAD_SOCKET = { drop: 0.3, double: 0.15, reorder: 0.15 };

let product: Product;
let people: Record<string, Person>;
let chaos: RealtimeChaos;

beforeAll(async () => {
  product = await startProduct({ home: await seededHome() });
  await product.sql('update "RateLimit" set most = 10000000');
  const names = [...new Set([...WRITERS, ...LISTENERS])];
  people = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await signIn(product.url, name)])),
  );
  chaos = await startRealtimeChaos({
    targetPort: Number(new URL(product.url).port),
    seed: SEED,
    faults: BAD_SOCKET,
  });
}, 240_000);

afterAll(async () => {
  await chaos?.close();
  await product?.discard();
});

test(
  `${SENDS} sends over bad lines to bad sockets: none lost, none doubled, none out of order`,
  async () => {
    const startedAt = performance.now();
    const conversationId = await openChannel(person("ana"), {
      name: "losses",
      people: ["ben", "mia", "cleo", "dev"],
    });
    const pages = await Promise.all(
      LISTENERS.map((name) => openPage(person(name), conversationId, { socketPort: chaos.tcpPort })),
    );
    await until("every page is live", () => pages.every(isLive));

    const lines = WRITERS.map((name, at) =>
      lossy(person(name).fetch, at < 4 ? BAD_LINE : NO_LOSS, SEED + at),
    );
    const writers = lines.map((line) => openWriter(line.fetch, conversationId));
    const sent = writers.map((writer, at) => writeAll(writer, at));
    const editing = editSome(person("ana"), writers);
    let cuts = 0;
    await until(
      "everything is acknowledged",
      () => {
        if (countAcknowledged(writers) > ((cuts + 1) * SENDS) / 10) {
          cuts += 1;
          chaos.cut();
        }
        return writers.every((writer) => writer.unsent().length === 0);
      },
      WITHIN_MS,
    );
    const sendingMs = performance.now() - startedAt;
    await editing.end();
    await Promise.all(lines.map((line) => line.arrived()));

    chaos.setFaults({ drop: 0, double: 0, reorder: 0 });
    chaos.cut(); // whatever the last lost event was: who comes back asks
    const fresh = await onePageOf(pages).fetchAll();
    await until("every page has caught up", () =>
      pages.every((page) => page.store.timeline.eventSeq === fresh.eventSeq),
    );

    expect(fresh.messages.map((message) => message.seq)).toEqual(upTo(SENDS));
    expect(new Set(fresh.messages.map((message) => message.clientId))).toEqual(new Set(sent.flat()));
    for (const clientIds of sent) {
      const mine = new Set(clientIds);
      const inOrder = fresh.messages.flatMap(({ clientId }) =>
        clientId !== null && mine.has(clientId) ? [clientId] : [],
      );
      expect(inOrder).toEqual(clientIds);
    }
    for (const page of pages) expect(page.store.timeline.messages).toEqual(fresh.messages);
    const rows = await product.sql<{ rows: number; known: number; last: number }>(
      `select count(*)::int as rows, count(distinct "clientId")::int as known, max(seq) as last
       from "Message" where "conversationId" = $1`,
      [conversationId],
    );
    expect(rows).toEqual([{ rows: SENDS, known: SENDS, last: SENDS }]);
    const dev = await person("dev").call<{ unread: number }>(
      "GET",
      `/workspaces/acme/conversations/${conversationId}`,
    );
    expect(dev.unread).toBe(SENDS);

    for (const page of pages) page.close();
    report({
      sends: SENDS,
      seconds: Math.round(sendingMs / 100) / 10,
      perSecond: Math.round(SENDS / (sendingMs / 1000)),
      edits: editing.count(),
      requests: total(lines.map((line) => line.counts)),
      events: chaos.counts,
      cuts,
    });
  },
  WITHIN_MS + 60_000,
);

const NO_LOSS = { before: 0, after: 0, late: 0, doubled: 0, slow: 0 };

function person(name: string): Person {
  const found = people[name];
  if (!found) throw new Error(`${name} has not signed in.`);
  return found;
}

const isLive = (page: Page) => page.realtime.state() === "live";

function onePageOf(pages: Page[]): Page {
  const [page] = pages;
  if (!page) throw new Error("No page is open.");
  return page;
}

/** What it writes, by clientId in the order of writing. */
function writeAll(writer: Writer, at: number): string[] {
  const share = Math.floor(SENDS / WRITERS.length) + (at < SENDS % WRITERS.length ? 1 : 0);
  return Array.from({ length: share }, (_, n) => writer.write(`Device ${at + 1} says number ${n + 1}`));
}

const countAcknowledged = (writers: Writer[]) =>
  writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0);

/** Meanwhile some of what the owner said is edited, deleted, or reacted to. */
function editSome(owner: Person, writers: Writer[]) {
  const own = writers.filter((_, at) => WRITERS[at] === "ana");
  let done = 0;
  let isOver = false;
  const work = async () => {
    for (let at = 0; !isOver; at += 10) {
      const message = () => own.flatMap((writer) => writer.acknowledged[at] ?? [])[done % 2];
      await until("more has been said", () => isOver || message() !== undefined, WITHIN_MS);
      const id = message()?.id;
      if (!id) return;
      const path = `/workspaces/acme/messages/${id}`;
      if (done % 3 === 0) await owner.call("PATCH", path, { body: `Edited, change ${done}` });
      else if (done % 3 === 1) await owner.call("PUT", `${path}/reactions/${encodeURIComponent("👍")}`);
      else await owner.call("DELETE", path);
      done += 1;
    }
  };
  const working = work();
  return {
    count: () => done,
    end: () => {
      isOver = true;
      return working;
    },
  };
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}

function total<T extends Record<string, number>>(all: T[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all)
    for (const [name, value] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}

function report(figures: object): void {
  process.stdout.write(`\n  ${JSON.stringify(figures)}\n`);
}
