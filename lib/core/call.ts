import type { z } from "zod";
import { fromSnake, toSnake } from "./case";
import type { RouteSpec } from "./route";
import { send } from "./send";

export { CallError } from "./send";

type Fields<O extends z.ZodObject> = { [K in keyof O["shape"]]: z.input<O["shape"][K]> };

type Inputs<S extends RouteSpec> = {
  /** What the path names, and the workspace's slug where it names one. */
  params?: Fields<S["params"]> & { workspace?: string };
  query?: z.input<S["query"]>;
  body?: z.input<S["body"]>;
  /** Of a route that takes bytes. */
  bytes?: Blob;
  signal?: AbortSignal;
  idempotencyKey?: string;
};

/** Calls one of our own routes and returns its answer in camelCase. Throws `CallError`. */
export async function call<S extends RouteSpec>(
  spec: S,
  inputs: Inputs<S> = {},
): Promise<z.output<S["response"]>> {
  const response = await callStream(spec, inputs);
  if (spec.answers !== "json") return undefined as z.output<S["response"]>;
  const text = await response.text(); // 204 has none, and so has a 202 of a route without an answer
  if (text === "") return undefined as z.output<S["response"]>;
  return fromSnake(spec.response, JSON.parse(text)) as z.output<S["response"]>;
}

/** The raw response of a route that streams. Throws `CallError` for an error status. */
export async function callStream<S extends RouteSpec>(spec: S, inputs: Inputs<S> = {}): Promise<Response> {
  const { body, params, query, ...rest } = inputs;
  return send(spec.method, pathOf(spec, params ?? {}, query ?? {}), {
    ...rest,
    ...(spec.answers === "stream" ? { accept: "text/event-stream" } : {}),
    ...(body === undefined ? {} : { body: toSnake(spec.body, body) }),
  });
}

/** The address of a route under /api/v1, with its parameters filled in. */
function pathOf(spec: RouteSpec, params: object, query: object): string {
  const values = new Map(Object.entries(params));
  const path = spec.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values.get(name))),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(toSnake(spec.query, query) as object)) {
    if (value !== undefined && value !== null) search.set(key, String(value));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}
