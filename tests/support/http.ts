import { randomBytes } from "node:crypto";
import path from "node:path";
import { DAY } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import type { RouteSpec } from "@/lib/core/route";
import { hashToken } from "@/lib/core/tokens";
import type { Ports } from "@/lib/ctx";
import { sessionCookieName } from "@/lib/web/cookies";
import { routes } from "@/lib/web/routes";
import type { Cast, CastMember } from "./cast";

type Handler = (request: Request, segment: { params: Promise<Record<string, string>> }) => Promise<Response>;

export type Answer = {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever JSON came back
  body: any;
  headers: Headers;
  text: string;
};

type SendOptions = {
  body?: unknown;
  /** As it goes over the wire, instead of `body`. */
  rawBody?: string | Uint8Array;
  headers?: Record<string, string>;
};

/** Sends requests to the real route handlers, in this process, without a socket. */
export type Client = {
  send(method: string, path: string, options?: SendOptions): Promise<Answer>;
  get(path: string, options?: SendOptions): Promise<Answer>;
  post(path: string, body?: unknown, options?: SendOptions): Promise<Answer>;
  patch(path: string, body?: unknown): Promise<Answer>;
  put(path: string, body?: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
};

/** A client with a cookie jar, which sends what a browser sends. */
export type TestBrowser = Client & { cookies: Map<string, string> };

/** Makes the ports of a test those of the process, as the route handlers will find them. */
export function serve(ports: Ports): void {
  Object.assign(globalThis, { parleyPorts: Promise.resolve(ports) });
}

/** A browser on a network of its own, so that the limits of one test are not those of another. */
export function openBrowser(options: { address?: string } = {}): TestBrowser {
  const cookies = new Map<string, string>();
  const address = options.address ?? randomAddress();
  const client = clientOf(async (method, url, options) => {
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = {
      "sec-fetch-site": "same-origin",
      host: "localhost:3000",
      origin: "http://localhost:3000",
      "user-agent": "Test browser",
      "x-parley-address": address,
      ...(jar ? { cookie: jar } : {}),
      ...options.headers,
    };
    const answer = await dispatch(method, url, { ...options, headers });
    for (const cookie of answer.headers.getSetCookie()) keep(cookies, cookie);
    return answer;
  });
  return { ...client, cookies };
}

/** A program with a token, which no browser's headers come with. */
export function withBearer(token: string): Client {
  const headers = { authorization: `Bearer ${token}`, "x-parley-address": randomAddress() };
  return clientOf((method, url, options) =>
    dispatch(method, url, { ...options, headers: { ...headers, ...options.headers } }),
  );
}

/** A program that says nothing of itself. */
export function anonymous(): Client {
  const address = randomAddress();
  return clientOf((method, url, options) =>
    dispatch(method, url, { ...options, headers: { "x-parley-address": address, ...options.headers } }),
  );
}

/** A browser in which somebody of the cast is signed in. */
export async function browserOf(it: Cast, person: CastMember): Promise<TestBrowser> {
  const browser = openBrowser();
  const token = randomBytes(32).toString("base64url");
  await it.db.superuser(
    'insert into "Session" (id, "sessionToken", "userId", expires, "createdAt", "lastUsedAt") values ($1, $2, $3, $4, $5, $5)',
    [
      newId(),
      await hashToken(token),
      person.userId,
      new Date(it.ports.clock.now().getTime() + DAY),
      it.ports.clock.now(),
    ],
  );
  browser.cookies.set(sessionCookieName(), token);
  return browser;
}

function clientOf(send: (method: string, path: string, options: SendOptions) => Promise<Answer>): Client {
  return {
    send: (method, path, options = {}) => send(method, path, options),
    get: (path, options = {}) => send("GET", path, options),
    post: (path, body = {}, options = {}) => send("POST", path, { ...options, body }),
    patch: (path, body = {}) => send("PATCH", path, { body }),
    put: (path, body = {}) => send("PUT", path, { body }),
    delete: (path) => send("DELETE", path, {}),
  };
}

const ROOT = path.resolve(import.meta.dirname, "../..");

async function dispatch(method: string, url: string, options: SendOptions): Promise<Answer> {
  const target = new URL(url.startsWith("/api/") ? url : `/api/v1${url}`, "http://localhost:3000");
  const { file, params } = locate(target.pathname);
  const module: Record<string, Handler> = await import(/* @vite-ignore */ path.join(ROOT, file));
  const handler = module[method];
  if (!handler) return toAnswer(new Response(null, { status: 405 }));
  const hasBody = method !== "GET" && method !== "HEAD" && (options.rawBody ?? options.body) !== undefined;
  const request = new Request(target, {
    method,
    headers: { ...(hasBody ? { "content-type": "application/json" } : {}), ...options.headers },
    ...(hasBody ? { body: (options.rawBody ?? JSON.stringify(options.body)) as BodyInit } : {}),
  });
  return toAnswer(await handler(request, { params: Promise.resolve(params) }));
}

async function toAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text ? JSON.parse(text) : null,
  };
}

type Place = { file: string; params: Record<string, string> };

/** The file that Next would find for a path. What a literal segment names wins over a parameter. */
function locate(pathname: string): Place {
  if (!pathname.startsWith("/api/v1/")) return { file: `app${pathname}/route.ts`, params: {} };
  const rest = pathname.slice("/api/v1".length);
  const found = routes
    .map(({ spec }) => ({ spec, params: match(spec, rest) }))
    .filter((candidate) => candidate.params !== null)
    .sort((a, b) => Object.keys(a.params ?? {}).length - Object.keys(b.params ?? {}).length)[0];
  if (!found?.params) throw new Error(`No route is listed for ${pathname}.`);
  return { file: fileOf(found.spec), params: found.params };
}

export function fileOf(spec: RouteSpec): string {
  return `app/api/v1${spec.path.replace(/\{(\w+)\}/g, "[$1]")}/route.ts`;
}

function match(spec: RouteSpec, pathname: string): Record<string, string> | null {
  const pattern = spec.path.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  const groups = new RegExp(`^${pattern}$`).exec(pathname)?.groups;
  if (!groups && !new RegExp(`^${pattern}$`).test(pathname)) return null;
  return Object.fromEntries(
    Object.entries(groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]),
  );
}

/** As a browser keeps cookies: replaced by name, and dropped when they have run out. */
function keep(cookies: Map<string, string>, header: string): void {
  const [pair = "", ...attributes] = header.split("; ");
  const [name = "", value = ""] = pair.split("=");
  if (attributes.includes("Max-Age=0") || value === "") cookies.delete(name);
  else cookies.set(name, value);
}

function randomAddress(): string {
  const part = () => Math.floor(Math.random() * 254) + 1;
  return `10.${part()}.${part()}.${part()}`;
}
