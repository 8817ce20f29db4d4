import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { EventRefused, type JobsEvent, readEvents } from "./event";

type EventServer = {
  eventKey: string;
  /** 0 for any free one. */
  port: number;
  now: () => Date;
  take: (events: JobsEvent[]) => Promise<void>;
};

/** The SDK sends what it was given in one request: 4 MB is eight of the largest events. */
const BODY_BYTES = 4 * 1024 * 1024;

/**
 * Takes events on loopback as Inngest does: `POST /e/<event key>` with an event or an array, answered `{ids, status}` once they
 * are kept. `GET /` answers that we are here. Resolves with the address when it listens.
 */
export async function serveEvents(options: EventServer): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(options, request).then(
      ({ status, body }) => reply(response, status, body),
      (error: unknown) => refuse(response, error),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  // A TCP server that listens has such an address; the other shapes are those of pipes.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function answer(
  options: EventServer,
  request: IncomingMessage,
): Promise<{ status: number; body: unknown }> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (request.method === "GET" && pathname === "/") return { status: 200, body: { status: "ok" } };
  const [, key] = /^\/e\/([^/]+)$/.exec(pathname) ?? [];
  if (request.method !== "POST" || key === undefined)
    return { status: 404, body: { error: "There is nothing here." } };
  if (!isSame(decodeURIComponent(key), options.eventKey)) {
    return { status: 401, body: { ids: [], status: 401, error: "The event key is not known." } };
  }
  const seed = request.headers["x-inngest-event-id-seed"];
  const events = readEvents(
    await readJson(request),
    typeof seed === "string" ? seed : undefined,
    options.now(),
  );
  await options.take(events);
  return { status: 200, body: { ids: events.map(({ id }) => id), status: 200 } };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES) throw new EventRefused(413, "The events are larger than 4 MB together.");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new EventRefused(400, "The body is not JSON.");
  }
}

/** Anything but a refusal is a database that does not answer: the sender keeps the events and tries again. */
function refuse(response: ServerResponse, error: unknown): void {
  const status = error instanceof EventRefused ? error.status : 503;
  const message = error instanceof EventRefused ? error.message : "The jobs database cannot be reached.";
  response.setHeader("connection", "close");
  reply(response, status, { ids: [], status, error: message });
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
