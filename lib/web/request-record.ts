import { AsyncLocalStorage } from "node:async_hooks";
import { type LogFields, log } from "@/lib/core/log";
import { countRequest, countStream } from "./metrics";

/**
 * One line per request. Our server opens the record and writes it when the response has gone; the route factory, which runs in another
 * module graph, adds what only it knows (the route's name, workspace, user). Hence the storage lives on globalThis.
 */
export type RequestRecord = {
  run<T>(work: () => T): T;
  finish(status: number): void;
};

type Store = { fields: LogFields; isStream: boolean };

const holder = globalThis as typeof globalThis & { parleyRequests?: AsyncLocalStorage<Store> };
holder.parleyRequests ??= new AsyncLocalStorage<Store>();
const requests = holder.parleyRequests;

export function startRequestRecord(request: {
  requestId: string;
  method: string;
  path: string;
}): RequestRecord {
  const startedAt = performance.now();
  const store: Store = {
    fields: { request_id: request.requestId, route: `${request.method} ${routeOf(request.path)}` },
    isStream: false,
  };
  return {
    run: (work) => requests.run(store, work),
    finish: (status) => {
      if (store.isStream) countStream(-1);
      const durationMs = Math.round((performance.now() - startedAt) * 10) / 10;
      countRequest(String(store.fields.route), status, durationMs);
      if (isWorthALine(request.path))
        log.info("request", { ...store.fields, status, duration_ms: durationMs });
    },
  };
}

/** Adds fields to the line of the request that is running. False where no server of ours runs it (hosted): then write it yourself. */
export function addToRequestRecord(fields: LogFields): boolean {
  const store = requests.getStore();
  if (store) Object.assign(store.fields, fields);
  return store !== undefined;
}

/** Says that the answer is a stream: it is counted until the response has gone. */
export function noteStream(): void {
  const store = requests.getStore();
  if (!store || store.isStream) return;
  store.isStream = true;
  countStream(1);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The path with ids and tokens replaced: a log is no place for a secret, and lines of one route should look alike. */
function routeOf(path: string): string {
  return path
    .split("/")
    .map((segment) =>
      UUID.test(segment) ? "{id}" : /^[A-Za-z0-9_-]{32,}$/.test(segment) ? "{token}" : segment,
    )
    .join("/")
    .slice(0, 200);
}

/** Files of the build, what our own processes tell the embedded realtime service, and what every page asks all the time, say nothing. */
function isWorthALine(path: string): boolean {
  return !path.startsWith("/_next/static/") && !path.startsWith("/apps/") && path !== "/api/realtime/state";
}
