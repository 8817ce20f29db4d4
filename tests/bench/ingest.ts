import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { makeBook } from "../support/make-book";
import { startProduct } from "../support/product";
import { clientOf } from "../support/product-client";
import { median, percentile, print } from "./table";

/**
 * A report of 300 pages from its upload until it is found, with the memory of the processes that read it; and how long a message takes while
 * ten of them are read at once, as a ratio to the same before. Against `npm start`.
 */
const PAGES = 300;
const BOOKS = 10;
const SENDS = 120;
const PAUSE_MS = 40;
const WITHIN_MS = 600_000;

const product = await startProduct();
try {
  await product.sql('update "RateLimit" set most = 10000000');
  const ana = await clientOf(product);
  const general = await ana.channel("general");

  const memory = watchMemory(product.pid("worker"));
  const bytes = makeBook(PAGES, "alone");
  const startedAt = performance.now();
  const alone = await ana.bring("alone.pdf", bytes);
  await allReady([alone]);
  const seconds = (performance.now() - startedAt) / 1_000;
  const { worker, parser } = memory.end();
  const [kept] = await product.sql<{ passages: number }>(
    'select "passageCount" as passages from "Document" where id = $1',
    [alone],
  );
  print("A report of 300 pages from its upload until it is found (the aim is 30 s)", [
    ["pages", "MB", "passages", "seconds", "worker peak MB", "parser peak MB"],
    [PAGES, bytes.length / 1e6, kept?.passages ?? 0, seconds, worker, parser].map((value) =>
      Number.isInteger(value) ? String(value) : value.toFixed(1),
    ),
  ]);

  for (let at = 0; at < 20; at++) await send(); // warm
  const before = await times(() => false);
  const books = await Promise.all(
    Array.from({ length: BOOKS }, (_, at) => ana.bring(`book ${at}.pdf`, makeBook(PAGES, `book${at}`))),
  );
  let areDone = false;
  const reading = allReady(books).then(() => {
    areDone = true;
  });
  const allStartedAt = performance.now();
  const during = await times(() => areDone);
  await reading;
  const total = (performance.now() - allStartedAt) / 1_000;
  const row = (name: string, values: number[]) => [
    name,
    String(values.length),
    median(values).toFixed(1),
    percentile(values, 95).toFixed(1),
  ];
  const ratio = (p: number) => (percentile(during, p) / percentile(before, p)).toFixed(2);
  print(
    `A message while ${BOOKS} reports of ${PAGES} pages are read, all in ${total.toFixed(0)} s (the aim is 1.25)`,
    [
      ["", "sends", "p50 ms", "p95 ms"],
      row("before", before),
      row("meanwhile", during),
      ["ratio", "", ratio(50), ratio(95)],
    ],
  );

  async function send(): Promise<number> {
    const sentAt = performance.now();
    const body = { client_id: randomUUID(), body: "A message of usual length, said in a channel." };
    await (await ana.call(`/workspaces/acme/conversations/${general}/messages`, "POST", body)).arrayBuffer();
    return performance.now() - sentAt;
  }

  /** So many sends, spread evenly, or until told that it is over. */
  async function times(isOver: () => boolean): Promise<number[]> {
    const values: number[] = [];
    while (values.length < SENDS && !isOver()) {
      values.push(await send());
      await pause(PAUSE_MS);
    }
    return values;
  }

  async function allReady(ids: string[]): Promise<void> {
    const until = performance.now() + WITHIN_MS;
    for (;;) {
      const rows = await product.sql<{ status: string }>('select status from "Document" where id = any($1)', [
        ids,
      ]);
      if (rows.every(({ status }) => status === "ready")) return;
      if (rows.some(({ status }) => status === "failed")) throw new Error("A report could not be read.");
      if (performance.now() > until) throw new Error("It took too long.");
      await pause(100);
    }
  }
} finally {
  await product.discard();
}

/** The most memory of a process and of its children, in MB, looked at ten times a second. Linux only: elsewhere it says 0. */
function watchMemory(pid: number): { end(): { worker: number; parser: number } } {
  const most = { worker: 0, parser: 0 };
  const timer = setInterval(() => {
    most.worker = Math.max(most.worker, residentOf(pid));
    for (const child of childrenOf(pid)) most.parser = Math.max(most.parser, residentOf(child));
  }, 100);
  return {
    end() {
      clearInterval(timer);
      return most;
    },
  };
}

function residentOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(fileOf(`/proc/${pid}/status`))?.[1] ?? 0) / 1_024;
}

function childrenOf(pid: number): number[] {
  const numbers = readable("/proc").filter((name) => /^\d+$/.test(name));
  return numbers
    .filter((name) => Number(/^PPid:\s+(\d+)/m.exec(fileOf(`/proc/${name}/status`))?.[1]) === pid)
    .map(Number);
}

function readable(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function fileOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended
  }
}
