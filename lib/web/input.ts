import type { z } from "zod";
import { fromSnake } from "@/lib/core/case";
import { AppError, invalid } from "@/lib/core/errors";
import type { RouteSpec } from "@/lib/core/route";
import { invalidFrom } from "./problem";

const BODY_BYTES = 1_048_576;
const DEEPEST = 64;

export type RouteInputs<S extends RouteSpec> = {
  params: z.output<S["params"]>;
  query: z.output<S["query"]>;
  body: z.output<S["body"]>;
  /** Of a route that takes bytes; empty elsewhere. */
  bytes: Uint8Array;
  /** Of a multipart form; null elsewhere. */
  file: SentFile | null;
};

type SentFile = { name: string; bytes: Uint8Array };

/** Reads and validates everything that a request carries. Throws MALFORMED, TOO_LARGE, UNSUPPORTED or INVALID. */
export async function readInputs<S extends RouteSpec>(
  spec: S,
  request: Request,
  rawParams: Record<string, string>,
): Promise<RouteInputs<S>> {
  const isBytes = spec.takesBytes !== undefined;
  const read = { params: readParams(spec, rawParams), query: readQuery(spec, new URL(request.url)) };
  const isForm = spec.takesForm !== undefined && mediaTypeOf(request) === "multipart/form-data";
  const none = { bytes: new Uint8Array(), file: null };
  if (isForm) return { ...read, ...none, ...(await readForm(spec, request)) } as RouteInputs<S>;
  if (isBytes)
    return {
      ...read,
      ...none,
      body: {},
      bytes: await readBytes(request, spec.takesBytes ?? 0),
    } as RouteInputs<S>;
  return { ...read, ...none, body: await readBody(spec, request) } as RouteInputs<S>;
}

/** The file and the fields of a form. A field that is not text, or given twice, is refused by its name. */
async function readForm(
  spec: RouteSpec,
  request: Request,
): Promise<{ body: unknown; file: SentFile | null }> {
  const bytes = await readBytes(request, spec.takesForm ?? 0);
  const contentType = request.headers.get("content-type") ?? "";
  const form = await new Response(bytes as Uint8Array<ArrayBuffer>, {
    headers: { "content-type": contentType },
  })
    .formData()
    .catch((cause: unknown) => {
      throw new AppError("MALFORMED", "The request is not a valid form.", { cause });
    });
  const fields: Record<string, string> = Object.create(null);
  let file: SentFile | null = null;
  for (const [name, value] of form) {
    if (Object.hasOwn(fields, name) || (name === "file" && file))
      throw invalid(name, "This field was given more than once.");
    if (name === "file" && typeof value !== "string")
      file = { name: value.name, bytes: new Uint8Array(await value.arrayBuffer()) };
    else if (typeof value === "string") fields[name] = value;
    else throw invalid(name, "Send the file in the field file.");
  }
  refuseUnstorable({ ...fields, ...(file ? { file: file.name } : {}) });
  const parsed = spec.body.safeParse(fromSnake(spec.body, fields));
  if (!parsed.success) throw invalidFrom(parsed.error);
  return { body: parsed.data, file };
}

function mediaTypeOf(request: Request): string {
  return request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
}

/** An id in the path that is not an id leads nowhere, like one that does not exist. */
function readParams(spec: RouteSpec, raw: Record<string, string>): unknown {
  const { workspace: _slug, ...params } = raw;
  const parsed = spec.params.safeParse(params);
  if (!parsed.success) throw new AppError("NOT_FOUND", "There is nothing here, or you may not see it.");
  return parsed.data;
}

function readQuery(spec: RouteSpec, url: URL): unknown {
  const raw: Record<string, string> = Object.create(null); // so that __proto__ is a key like any other
  for (const [key, value] of url.searchParams) {
    if (Object.hasOwn(raw, key)) throw invalid(key, "This parameter was given more than once.");
    raw[key] = value;
  }
  refuseUnstorable(raw);
  const parsed = spec.query.safeParse(fromSnake(spec.query, raw));
  if (!parsed.success) throw invalidFrom(parsed.error);
  return parsed.data;
}

async function readBody(spec: RouteSpec, request: Request): Promise<unknown> {
  if (spec.method === "GET" || spec.method === "DELETE") return {};
  const text = await readText(request);
  const json = text === "" ? {} : parseJson(text, request);
  refuseUnstorable(json);
  const parsed = spec.body.safeParse(fromSnake(spec.body, json));
  if (!parsed.success) throw invalidFrom(parsed.error);
  return parsed.data;
}

/** The text of a body of at most 1 MB. Throws TOO_LARGE or MALFORMED. */
export async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request, BODY_BYTES);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("MALFORMED", "The request is not valid UTF-8.");
  }
}

async function readBytes(request: Request, most: number): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > most) throw new AppError("TOO_LARGE", `The request is larger than ${megabytes(most)}.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576)} MB`;
}

function parseJson(text: string, request: Request): unknown {
  if (mediaTypeOf(request) !== "application/json")
    throw new AppError("UNSUPPORTED", "Send JSON, with Content-Type: application/json.");
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("MALFORMED", "The request is not valid JSON.");
  }
}

/** NUL bytes and lone surrogates cannot be stored as text; refused by name before any schema sees them. */
function refuseUnstorable(value: unknown, path: string[] = []): void {
  if (path.length > DEEPEST) throw new AppError("MALFORMED", "The request is nested too deeply.");
  if (typeof value === "string") {
    if (value.includes("\0")) throw invalid(path.join("."), "This text contains a NUL byte.");
    if (!value.isWellFormed()) throw invalid(path.join("."), "This text contains half of a character.");
    return;
  }
  if (value === null || typeof value !== "object") return;
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__") throw invalid([...path, key].join("."), "This field is not known here.");
    refuseUnstorable(item, [...path, key]);
  }
}
