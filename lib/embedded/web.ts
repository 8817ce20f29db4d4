import { get, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Env } from "@/lib/adapters/env";
import { log, setLogLevel } from "@/lib/core/log";
import { isPortAnswered } from "./free-port";
import { DRAIN_MS, type FromChild, type ToChild } from "./protocol";
import { createProductServer, type Product } from "./serve";
import { ROOT } from "./settings";

/**
 * A process that serves the application: the web process (pages, API, realtime) or the worker (the same build, called by the job
 * executor alone). The launcher tells it what to do; when the launcher is gone it drains and ends.
 */
const server = createProductServer();
let realtime: { close(): Promise<void> } | null = null;
const holder = globalThis as typeof globalThis & { parleyRealtimeService?: unknown };
let ending = false;

process.title = `parley ${process.env.PARLEY_ROLE ?? "web"}`;
process.on("SIGINT", () => {}); // a terminal's Ctrl-C reaches everybody: the launcher decides the order of stopping
process.on("SIGTERM", () => void drain());
// A killed launcher takes along the pipe of our log. Unheard, each line would be an error that Next logs, into the same pipe, for ever.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
process.on("disconnect", () => void drain());
process.on("message", (message) => void obey(message as ToChild)); // both ends are ours

async function obey(message: ToChild): Promise<void> {
  if (message.kind === "listen") {
    await listen(message).catch(refuse);
    void import("next"); // half a second of loading, while the launcher opens the database
  }
  if (message.kind === "boot") await boot(message.env).catch(refuse);
  if (message.kind === "drain") await drain();
}

/** Binds, moving past taken ports if it may. Right after a crash the old socket may linger: then it waits for the port. */
async function listen(wish: { host: string; port: number; mayMove: boolean }): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = wish.mayMove && wish.port !== 0 ? wish.port + attempt : wish.port;
    if (wish.mayMove && (await isPortAnswered(port))) continue;
    if (await tryToBind(wish.host, port))
      return tell({ kind: "listening", port: (server.http.address() as AddressInfo).port });
    if (!wish.mayMove) await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`No free port was found from ${wish.port} on. Set PORT to another one.`);
}

function tryToBind(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.http.once("error", (error: Error & { code?: string }) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else
        reject(
          new Error(
            `Port ${port} of ${host} cannot be opened (${error.code}). Set PORT or HOST to another one.`,
          ),
        );
    });
    server.http.listen(port, host, () => {
      server.http.removeAllListeners("error");
      resolve(true);
    });
  });
}

/** Takes the environment and starts to serve. */
async function boot(variables: Record<string, string>): Promise<void> {
  Object.assign(process.env, variables);
  const { env, isLocalProfile } = await import("@/lib/adapters/env");
  setLogLevel(env().LOG_LEVEL ?? "info");
  const next = await startNext();
  const product: Product = {
    ...next,
    isHttps: env().APP_URL?.startsWith("https://") ?? false,
    isLocal: isLocalProfile(),
  };
  server.install(await withRealtime(product, env()));
  tell({ kind: "ready" });
  if (env().PARLEY_ROLE !== "worker") warmUp();
}

/** The first person should not wait for modules to be loaded and the database to be reached: we ask first. */
function warmUp(): void {
  const { port } = server.http.address() as AddressInfo;
  for (const path of ["/health", "/sign-in", "/api/v1/me"]) {
    const ask = {
      host: "127.0.0.1",
      port,
      path,
      headers: { host: "localhost", "x-request-id": "warm-up-after-start" },
    };
    get(ask, (response) => response.resume()).on("error", () => {});
  }
}

/** Next is given a server that never listens, so that it cannot take the upgrades of ours: we hand it those of hot reload. */
async function startNext(): Promise<Pick<Product, "handle" | "upgrade">> {
  const { default: createNext } = await import("next");
  const notListening = new Server();
  const { port } = server.http.address() as AddressInfo;
  const next = createNext({
    dev: process.env.NODE_ENV === "development",
    dir: ROOT,
    port,
    httpServer: notListening,
  });
  await next.prepare();
  await bootIsProven();
  return {
    handle: next.getRequestHandler(),
    upgrade: (request, socket, head) => void notListening.emit("upgrade", request, socket, head),
  };
}

/** Throws what the application found at its boot (instrumentation.ts). In development Next calls it when it first compiles. */
async function bootIsProven(): Promise<void> {
  if (process.env.NODE_ENV === "development") return;
  const holder = globalThis as typeof globalThis & { parleyBoot?: Promise<void> };
  while (!holder.parleyBoot) await new Promise((resolve) => setTimeout(resolve, 10));
  await holder.parleyBoot;
}

/** The embedded realtime service shares the port: its socket under /realtime, its signed HTTP API under /apps. */
async function withRealtime(product: Product, variables: Env): Promise<Product> {
  const { PUSHER_APP_ID: appId, PUSHER_KEY: key, PUSHER_SECRET: secret } = variables;
  const isHere = variables.PUSHER_SOCKET === "page" && variables.PARLEY_ROLE !== "worker";
  if (!isHere || !appId || !key || !secret) return product;

  const { createRealtimeServer } = await import("./realtime/server");
  const { port } = server.http.address() as AddressInfo;
  const webhook = { url: `http://127.0.0.1:${port}/api/webhooks/pusher`, channelPrefix: "private-u." };
  const service = createRealtimeServer({ appId, key, secret, webhook, signinRequired: true });
  realtime = service;
  // The application, in another module graph of this process, hands over its events here (lib/adapters/realtime/direct.ts).
  if (variables.PUSHER_PORT === port) holder.parleyRealtimeService = service;
  return {
    ...product,
    handle: (request, response) => {
      if (!service.handleRequest(request, response)) return product.handle(request, response);
    },
    upgrade: (request, socket, head) => {
      if (!service.handleUpgrade(request, socket, head)) product.upgrade(request, socket, head);
    },
  };
}

/** Finishes what runs for at most ten seconds, refuses what is new, and ends. */
async function drain(): Promise<void> {
  if (ending) return;
  ending = true;
  server.startDraining();
  const closed = new Promise<void>((resolve) => server.http.close(() => resolve()));
  await realtime?.close();
  const late = setTimeout(() => server.http.closeAllConnections(), DRAIN_MS);
  const idle = setInterval(() => server.http.closeIdleConnections(), 100);
  await closed;
  clearTimeout(late);
  clearInterval(idle);
  process.exit(0);
}

function refuse(error: unknown): void {
  const sentence = error instanceof Error ? error.message : String(error);
  log.error("process.refused", {}, error);
  tell({ kind: "refused", sentence });
  setTimeout(() => process.exit(1), 50);
}

function tell(message: FromChild): void {
  if (process.connected) process.send?.(message);
}
