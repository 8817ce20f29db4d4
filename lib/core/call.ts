import type { z } from "zod";
import { fromSnake, toSnake } from "./case";
import type { ErrorCode, FieldError } from "./errors";
import type { RouteSpec } from "./route";

/** What went wrong, as the browser sees it: a code and our own sentence. `status` 0 means that the server was not reached. */
export class CallError extends Error {
  readonly status: number;
  readonly code: ErrorCode | "OFFLINE";
  readonly errors: FieldError[];
  readonly retryAfterSeconds: number | null;

  constructor(input: {
    status: number;
    code: ErrorCode | "OFFLINE";
    message: string;
    errors?: FieldError[];
    retryAfterSeconds?: number | null;
  }) {
    super(input.message);
    this.name = "CallError";
    this.status = input.status;
    this.code = input.code;
    this.errors = input.errors ?? [];
    this.retryAfterSeconds = input.retryAfterSeconds ?? null;
  }
}

type Fields<O extends z.ZodObject> = { [K in keyof O["shape"]]: z.input<O["shape"][K]> };

type Inputs<S extends RouteSpec> = {
  /** What the path names, and the workspace's slug where it names one. */
  params?: Fields<S["params"]> & { workspace?: string };
  query?: z.input<S["query"]>;
  body?: z.input<S["body"]>;
  signal?: AbortSignal;
  idempotencyKey?: string;
};

/** Calls one of our own routes and returns its answer in camelCase. Throws `CallError`. */
export async function call<S extends RouteSpec>(
  spec: S,
  inputs: Inputs<S> = {},
): Promise<z.output<S["response"]>> {
  const response = await request(spec, inputs);
  if (!response.ok) throw await toCallError(response);
  if (spec.answers !== "json") return undefined as z.output<S["response"]>;
  const text = await response.text(); // 204 has none, and so has a 202 of a route without an answer
  if (text === "") return undefined as z.output<S["response"]>;
  return fromSnake(spec.response, JSON.parse(text)) as z.output<S["response"]>;
}

/** The raw response of a route that streams. Throws `CallError` for an error status. */
export async function callStream<S extends RouteSpec>(spec: S, inputs: Inputs<S> = {}): Promise<Response> {
  const response = await request(spec, inputs);
  if (!response.ok) throw await toCallError(response);
  return response;
}

async function request<S extends RouteSpec>(spec: S, inputs: Inputs<S>): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (spec.answers === "stream") headers.accept = "text/event-stream";
  if (inputs.body !== undefined) headers["content-type"] = "application/json";
  if (inputs.idempotencyKey) headers["idempotency-key"] = inputs.idempotencyKey;
  try {
    return await fetch(urlOf(spec, inputs.params ?? {}, inputs.query ?? {}), {
      method: spec.method,
      headers,
      ...(inputs.body === undefined ? {} : { body: JSON.stringify(toSnake(spec.body, inputs.body)) }),
      ...(inputs.signal ? { signal: inputs.signal } : {}),
    });
  } catch (cause) {
    if (inputs.signal?.aborted) throw cause;
    throw new CallError({ status: 0, code: "OFFLINE", message: "Parley cannot be reached right now." });
  }
}

/** The path of a route with its parameters filled in, under /api/v1. */
export function urlOf(spec: RouteSpec, params: object, query: object = {}): string {
  const values = new Map(Object.entries(params));
  const path = spec.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(toSnake(spec.query, query) as object)) {
    if (value !== undefined && value !== null) search.set(key, String(value));
  }
  const suffix = search.size > 0 ? `?${search}` : "";
  return `/api/v1${path}${suffix}`;
}

async function toCallError(response: Response): Promise<CallError> {
  const problem = await response.json().catch(() => null);
  return new CallError({
    status: response.status,
    code: problem?.code ?? "INTERNAL",
    message: problem?.detail ?? "Something failed on our side. Nothing was changed.",
    errors: problem?.errors ?? [],
    retryAfterSeconds: Number(response.headers.get("retry-after")) || null,
  });
}
