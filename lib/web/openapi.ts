import { z } from "zod";
import { snake } from "@/lib/core/case";
import type { RouteSpec } from "@/lib/core/route";
import { Problem } from "./problem";
import { type ListedRoute, routes } from "./routes";

type Json = Record<string, unknown>;

let document: Json | undefined;

/** The OpenAPI 3.1 document of every route, from the specifications that also validate. */
export function openApi(origin: string): Json {
  document ??= build(origin);
  return document;
}

function build(origin: string): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "Parley",
      version: "1",
      description:
        "JSON with snake_case keys, times in ISO 8601 UTC, ids UUID v7. Send `Authorization: Bearer` with an access token or an API key; " +
        "the browser's own pages use the session cookie. Errors are `application/problem+json`.",
    },
    servers: [{ url: `${origin}/api/v1` }],
    tags: [...new Set(routes.map((route) => route.noun))].map((name) => ({ name })),
    paths: pathsOf(routes),
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
      schemas: { Problem: schemaOf(Problem, "output") },
      responses: {
        Problem: {
          description: "What went wrong, in the words of RFC 9457.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    },
    security: [{ bearer: [] }],
  };
}

function pathsOf(listed: ListedRoute[]): Json {
  const paths: Record<string, Json> = {};
  for (const { noun, name, spec } of listed) {
    const path = spec.path.replace(/\{(\w+)\}/g, (_, param: string) => `{${snake(param)}}`);
    paths[path] = { ...paths[path], [spec.method.toLowerCase()]: operationOf(noun, name, spec) };
  }
  return paths;
}

function operationOf(noun: string, name: string, spec: RouteSpec): Json {
  const takesBody = spec.method !== "GET" && spec.method !== "DELETE" && !isEmpty(spec.body);
  return {
    operationId: name,
    tags: [noun],
    summary: spec.summary,
    ...(spec.access === "public" ? { security: [] } : {}),
    parameters: [...pathParameters(spec), ...queryParameters(spec), ...headerParameters(spec)],
    ...(spec.takesBytes === undefined
      ? {}
      : { requestBody: { required: true, content: { "application/octet-stream": {} } } }),
    ...(takesBody
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: schemaOf(spec.body, "input") } },
          },
        }
      : {}),
    responses: { [spec.status]: successOf(spec), default: { $ref: "#/components/responses/Problem" } },
  };
}

function pathParameters(spec: RouteSpec): Json[] {
  const shape = spec.params.shape;
  return [...spec.path.matchAll(/\{(\w+)\}/g)].map(([, param = ""]) => ({
    name: snake(param),
    in: "path",
    required: true,
    schema: shape[param] ? schemaOf(shape[param], "input") : { type: "string" },
  }));
}

function queryParameters(spec: RouteSpec): Json[] {
  const { properties = {}, required = [] } = schemaOf(spec.query, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function headerParameters(spec: RouteSpec): Json[] {
  if (!spec.idempotent || spec.answers !== "json" || !spec.path.includes("{workspace}")) return [];
  return [
    { name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 255 } },
  ];
}

function successOf(spec: RouteSpec): Json {
  if (spec.answers === "stream") {
    const whole =
      spec.response instanceof z.ZodVoid
        ? {}
        : { "application/json": { schema: schemaOf(spec.response, "output") } };
    return { description: "A stream of server-sent events.", content: { ...whole, "text/event-stream": {} } };
  }
  if (spec.answers === "bytes")
    return { description: "A file.", content: { "application/octet-stream": {} } };
  if (spec.response instanceof z.ZodVoid) return { description: "Done." };
  return {
    description: "Done.",
    content: { "application/json": { schema: schemaOf(spec.response, "output") } },
  };
}

function isEmpty(body: z.ZodType): boolean {
  return body instanceof z.ZodObject && Object.keys(body.shape).length === 0;
}

/** JSON Schema with the keys as they are outside. What a schema cannot say (a transform) is left open. */
function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" });
  return renameKeys(json);
}

/** Properties are renamed wherever a schema names them; the data of records has no names to rename. */
function renameKeys(json: Json): Json {
  const renamed: Json = {};
  for (const [key, value] of Object.entries(json)) {
    if (key === "properties" && isJson(value)) {
      renamed[key] = Object.fromEntries(
        Object.entries(value).map(([name, part]) => [snake(name), isJson(part) ? renameKeys(part) : part]),
      );
    } else if (key === "required" && Array.isArray(value))
      renamed[key] = value.map((name) => snake(String(name)));
    else if (Array.isArray(value))
      renamed[key] = value.map((part) => (isJson(part) ? renameKeys(part) : part));
    else if (key !== "default" && isJson(value)) renamed[key] = renameKeys(value);
    else renamed[key] = value;
  }
  return renamed;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
