import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { isLoopbackHost } from "@/lib/adapters/env";
import { log } from "@/lib/core/log";
import { CSP_OF_DATA, isOursAlone, securityHeaders } from "@/lib/web/headers";
import { requestIdFrom } from "@/lib/web/request-id";
import { startRequestRecord } from "@/lib/web/request-record";
import { startingPage } from "./starting-page";

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;
type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** What serves once everything is there. Until then requests get the starting page. */
export type Product = {
  handle: Handler;
  upgrade: UpgradeHandler;
  isHttps: boolean;
  /** The local profile answers loopback Hosts alone. */
  isLocal: boolean;
};

export type ProductServer = { http: Server; install(product: Product): void; startDraining(): void };

/** Limits of the wire itself: a slow or endless header is cut off before anything of ours sees it. */
const LIMITS = {
  maxHeaderSize: 32 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 300_000,
  keepAliveTimeout: 65_000,
};

/** The one door of a process: sanitizes what comes in, completes what goes out, writes one line per request. */
export function createProductServer(): ProductServer {
  let product: Product | null = null;
  let draining = false;

  const http = createServer(LIMITS, (request, response) => {
    const requestId = requestIdFrom(single(request.headers["x-request-id"]));
    dropForeignHeaders(request, requestId);
    completeHeaders(response, { requestId, isHttps: product?.isHttps ?? false, isClosing: () => draining });
    if (pathOf(request) === "/up") return answerUp(response);
    if (!product) return answerStarting(request, response, requestId);
    const record = startRequestRecord({ requestId, method: request.method ?? "GET", path: pathOf(request) });
    response.once("close", () => record.finish(response.writableFinished ? response.statusCode : 499));
    if (product.isLocal && !isLoopbackHost(request.headers.host ?? ""))
      return refuseHost(response, requestId);
    const { handle } = product;
    record.run(() =>
      Promise.resolve(handle(request, response)).catch((error: unknown) => fail(response, error)),
    );
  });
  http.on("upgrade", (request, socket, head) => {
    dropForeignHeaders(request, requestIdFrom(single(request.headers["x-request-id"])));
    if (!product || draining || (product.isLocal && !isLoopbackHost(request.headers.host ?? ""))) {
      socket.end("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n");
      return;
    }
    product.upgrade(request, socket, head);
  });
  http.on("clientError", answerBadWire);
  return {
    http,
    install: (next) => {
      product = next;
    },
    startDraining: () => {
      draining = true;
    },
  };
}

function dropForeignHeaders(request: IncomingMessage, requestId: string): void {
  for (const name of Object.keys(request.headers)) if (isOursAlone(name)) delete request.headers[name];
  request.headers["x-request-id"] = requestId;
  request.headers["x-parley-address"] = request.socket.remoteAddress ?? "";
}

type Completion = { requestId: string; isHttps: boolean; isClosing(): boolean };

/** Fills in what the handler has not set, at the last moment: setting it earlier would shadow a handler's own value. */
function completeHeaders(response: ServerResponse, completion: Completion): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse; // its overloads do not matter here
  response.writeHead = (...args: unknown[]) => {
    const missing = {
      ...securityHeaders({ isHttps: completion.isHttps }),
      "content-security-policy": CSP_OF_DATA,
      "x-request-id": completion.requestId,
    };
    for (const [name, value] of Object.entries(missing))
      if (!response.hasHeader(name)) response.setHeader(name, value);
    if (completion.isClosing()) response.setHeader("connection", "close");
    return writeHead(...args);
  };
}

function answerUp(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end('{"status":"ok"}');
}

function answerStarting(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  response.setHeader("retry-after", "2");
  response.setHeader("cache-control", "no-store");
  if (!request.headers.accept?.includes("text/html")) {
    answerProblem(response, 503, "UNAVAILABLE", "Parley is starting. Try again in a moment.", requestId);
    return;
  }
  const nonce = randomBytes(16).toString("base64");
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; frame-ancestors 'none'; base-uri 'none'`;
  response.writeHead(503, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy });
  response.end(startingPage(nonce));
}

function refuseHost(response: ServerResponse, requestId: string): void {
  const sentence =
    "This Parley answers only on this machine (localhost). To serve it under another name, set APP_URL.";
  answerProblem(response, 400, "MALFORMED", sentence, requestId);
}

function fail(response: ServerResponse, error: unknown): void {
  log.error("request.crashed", {}, error);
  if (response.headersSent) response.destroy();
  else answerProblem(response, 500, "INTERNAL", "Something failed on our side. Try again.", null);
}

const TITLES: Record<number, string> = {
  400: "The request could not be read",
  500: "Something failed on our side",
  503: "Not available right now",
};

function answerProblem(
  response: ServerResponse,
  status: number,
  code: string,
  detail: string,
  requestId: string | null,
): void {
  const body = { type: "about:blank", title: TITLES[status], status, code, detail, request_id: requestId };
  response.writeHead(status, {
    "content-type": "application/problem+json; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(body));
}

/** What cannot even be read as HTTP is answered by hand: too slow 408, headers too large 431, else 400. */
function answerBadWire(error: Error & { code?: string }, socket: Duplex): void {
  if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
  const status =
    error.code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : error.code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  const headers = { ...securityHeaders({ isHttps: false }), "content-length": "0", connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`);
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? "/";
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
