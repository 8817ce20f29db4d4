import { createHash } from "node:crypto";
import type { z } from "zod";
import { toSnake } from "@/lib/core/case";
import { AppError, forbidden, isAppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import type { RouteSpec } from "@/lib/core/route";
import { type Ctx, type IdentityCtx, whatIsPublishing } from "@/lib/ctx";
import { limitHeaders } from "@/lib/limits/policy";
import { whatIsForgotten } from "@/lib/relay";
import type { SignedIn } from "@/lib/users/queries";
import { corsHeaders } from "./cors";
import { type Passed, passGate, requestIdOf } from "./gate";
import { type RouteInputs, readInputs } from "./input";
import { later } from "./later";
import { once } from "./once";
import { problemResponse } from "./problem";
import { Reply, reply } from "./reply";
import { addToRequestRecord, noteStream } from "./request-record";

export { reply };

type Answer<S extends RouteSpec> =
  | z.input<S["response"]>
  | Reply<z.input<S["response"]> | undefined>
  | Response;
type Segment = { params: Promise<Record<string, string> | undefined> };
type NextHandler = (request: Request, segment: Segment) => Promise<Response>;

const REQUEST_MS = 15_000;

/** A route inside a workspace: its handler is given the Ctx of a member. */
export function route<S extends RouteSpec>(
  spec: S,
  handler: (ctx: Ctx, inputs: RouteInputs<S> & { request: Request }) => Promise<Answer<S>>,
): NextHandler {
  return build(spec, async (passed, inputs, request) => {
    const { ctx } = passed;
    if (!ctx) throw new AppError("INTERNAL", "This route needs a workspace.");
    requireScope(ctx, spec);
    return once(ctx, spec, request, inputs.body, () => handler(ctx, { ...inputs, request }));
  });
}

/** A route for anybody: sign-in, registration, an invite. */
export function publicRoute<S extends RouteSpec>(
  spec: S,
  handler: (
    ctx: IdentityCtx,
    inputs: RouteInputs<S> & { request: Request; signedIn: SignedIn | null },
  ) => Promise<Answer<S>>,
): NextHandler {
  return build(spec, (passed, inputs, request) =>
    handler(passed.identity, { ...inputs, request, signedIn: passed.signedIn }),
  );
}

/** A route for somebody who is signed in, before any workspace: /me, workspaces, accepting an invite. */
export function userRoute<S extends RouteSpec>(
  spec: S,
  handler: (
    ctx: IdentityCtx,
    inputs: RouteInputs<S> & { request: Request; signedIn: SignedIn },
  ) => Promise<Answer<S>>,
): NextHandler {
  return build(spec, (passed, inputs, request) => {
    const { signedIn } = passed;
    if (!signedIn) throw new AppError("INTERNAL", "This route needs somebody.");
    requirePerson(signedIn, spec);
    return handler(passed.identity, { ...inputs, request, signedIn });
  });
}

/** The one factory: gate, limits, validation, handler, DTO, errors, headers, log. */
function build<S extends RouteSpec>(
  spec: S,
  run: (passed: Passed, inputs: RouteInputs<S>, request: Request) => Promise<Answer<S>>,
): NextHandler {
  return async (request, segment) => {
    const startedAt = performance.now();
    const requestId = requestIdOf(request.headers);
    let passed: Passed | null = null;
    const answer = async (): Promise<Response> => {
      const params = (await segment.params) ?? {}; // a built route without parameters is given none at all
      passed = await passGate(request, spec, params.workspace ?? null);
      const inputs = await readInputs(spec, request, params);
      return toResponse(spec, request, await run(passed, inputs, request));
    };
    const response = await withinTime(spec, answer).catch((error: unknown) => {
      if (isAppError(error, "FORBIDDEN")) noteRefusal(spec, requestId, passed);
      return problemResponse(error, requestId);
    });
    finish(response, requestId, passed);
    const publishing = whatIsPublishing();
    if (publishing) later(() => publishing.then(whatIsForgotten));
    if (request.headers.has("authorization")) allowOrigin(response, request.headers.get("origin"));
    logRequest(spec, requestId, passed, response.status, performance.now() - startedAt);
    return response;
  };
}

function toResponse<S extends RouteSpec>(spec: S, request: Request, answer: Answer<S>): Response {
  if (answer instanceof Response) {
    if (answer.headers.get("content-type")?.startsWith("text/event-stream")) noteStream();
    return answer;
  }
  const { status, body, headers, cookies } =
    answer instanceof Reply ? answer : new Reply(spec.status, answer);
  const out = new Headers(headers);
  for (const cookie of cookies) out.append("set-cookie", cookie);
  if (status === 204 || body === undefined) return new Response(null, { status, headers: out });
  const json = JSON.stringify(toSnake(spec.response, spec.response.parse(body)));
  out.set("content-type", "application/json; charset=utf-8");
  if (spec.method !== "GET") return new Response(json, { status, headers: out });
  return conditional(request, json, status, out);
}

/** A GET carries an ETag and answers 304 to who has it already. */
function conditional(request: Request, json: string, status: number, headers: Headers): Response {
  const etag = `"${createHash("sha256").update(json).digest("base64url").slice(0, 22)}"`;
  headers.set("etag", etag);
  headers.set("cache-control", "private, no-cache");
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(json, { status, headers });
}

function withinTime(spec: RouteSpec, work: () => Promise<Response>): Promise<Response> {
  if (spec.answers !== "json") return work();
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    const error = new AppError("UNAVAILABLE", "This took too long. Try again in a moment.", {
      retryAfterSeconds: 2,
    });
    timer = setTimeout(() => reject(error), REQUEST_MS);
  });
  return Promise.race([work(), late]).finally(() => clearTimeout(timer));
}

function finish(response: Response, requestId: string, passed: Passed | null): void {
  response.headers.set("x-request-id", requestId);
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "private, no-store");
  if (response.headers.has("ratelimit-limit")) return; // refused by a limit of the command's own
  for (const [name, value] of limitHeaders(passed?.limits ?? [])) response.headers.set(name, value);
}

/** With a token only: to a page of another origin the cookie gives nothing to read. */
function allowOrigin(response: Response, origin: string | null): void {
  for (const [name, value] of Object.entries(corsHeaders(origin))) response.headers.set(name, value);
}

/** An API key does only what its scopes say: `read` for safe methods, `write` for the rest, `admin` for admin routes. */
function requireScope(ctx: Ctx, spec: RouteSpec): void {
  if (ctx.actor.kind !== "apiKey") return;
  const needed =
    spec.access === "admin" || spec.access === "owner" ? "admin" : spec.method === "GET" ? "read" : "write";
  if (!ctx.actor.scopes.includes(needed)) throw forbidden(`This key has no scope "${needed}".`);
}

/** Where a key may go beyond its workspace: to ask who it is. Everything else of an account is its person's alone. */
const KEY_PATHS = new Set(["/me", "/workspaces", "/api/realtime/auth"]);

function requirePerson(signedIn: SignedIn, spec: RouteSpec): void {
  if (signedIn.scopes === null) return;
  const isReading = spec.method === "GET" || spec.path === "/api/realtime/auth";
  if (!isReading || !KEY_PATHS.has(spec.path) || !signedIn.scopes.includes("read"))
    throw forbidden("An API key cannot do this. Sign in instead.");
}

function noteRefusal(spec: RouteSpec, requestId: string, passed: Passed | null): void {
  log.warn("authz_fail", {
    request_id: requestId,
    route: `${spec.method} ${spec.path}`,
    workspace_id: passed?.ctx?.workspaceId ?? null,
    user_id: passed?.identity.userId ?? null,
    ip: passed?.identity.client.ip ?? null,
  });
}

function logRequest(
  spec: RouteSpec,
  requestId: string,
  passed: Passed | null,
  status: number,
  ms: number,
): void {
  const fields = {
    request_id: requestId,
    route: `${spec.method} ${spec.path}`,
    status,
    duration_ms: Math.round(ms * 10) / 10,
    workspace_id: passed?.ctx?.workspaceId ?? null,
    user_id: passed?.identity.userId ?? null,
  };
  if (!addToRequestRecord(fields)) log.info("request", fields);
}
