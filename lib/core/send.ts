import type { ErrorCode, FieldError } from "./errors";
import type { RouteMethod } from "./route";

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

export type Sending = {
  /** As it goes over the wire: snake_case keys. */
  body?: unknown;
  /** Instead of a body: bytes as they are. */
  bytes?: Blob;
  accept?: string;
  signal?: AbortSignal;
  idempotencyKey?: string;
};

let person: string | null = null;

/** Says whose page this is, by user id: requests of it are nobody else's, also where somebody else signs in in another window. */
export function speakFor(userId: string): void {
  person = userId;
}

/**
 * One request to our own API, `path` under /api/v1. Knows no schema, so that pages which must be small can use it alone.
 * Throws `CallError` for an error status and when the server cannot be reached.
 */
export async function send(method: RouteMethod, path: string, sending: Sending = {}): Promise<Response> {
  const response = await request(method, path, sending);
  if (!response.ok) throw await toCallError(response);
  return response;
}

/** Browsers keep 64 KiB on the way for pages that are gone, all requests together; what is larger goes as long as its page is there. */
const KEPT_LENGTH = 4_000;

async function request(method: RouteMethod, path: string, sending: Sending): Promise<Response> {
  const headers: Record<string, string> = { accept: sending.accept ?? "application/json" };
  if (sending.body !== undefined) headers["content-type"] = "application/json";
  if (sending.bytes) headers["content-type"] = "application/octet-stream";
  if (person) headers["x-parley-person"] = person;
  if (sending.idempotencyKey) headers["idempotency-key"] = sending.idempotencyKey;
  const body = sending.bytes ?? (sending.body === undefined ? "" : JSON.stringify(sending.body));
  const length = typeof body === "string" ? body.length : body.size;
  // A click is not lost because the page is left or reloaded in the same moment.
  const keepalive = method !== "GET" && sending.accept === undefined && length <= KEPT_LENGTH;
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers,
      keepalive,
      ...(body === "" ? {} : { body }),
      ...(sending.signal ? { signal: sending.signal } : {}),
    });
  } catch (cause) {
    if (sending.signal?.aborted) throw cause;
    throw new CallError({ status: 0, code: "OFFLINE", message: "Parley cannot be reached right now." });
  }
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
