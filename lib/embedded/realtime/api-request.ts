import type { IncomingMessage } from "node:http";
import { type Credentials, findRequestFault, isBodyOf } from "./signatures";

/** What the caller of the HTTP API did wrong; answered as plain text, as the hosted service does. */
export class ApiFault extends Error {
  constructor(
    readonly status: 400 | 401 | 404 | 405 | 408 | 413,
    message: string,
  ) {
    super(message);
  }
}

/** A request whose signature is right: the path after `/apps/<id>`, decoded, and what came with it. */
export type ApiRequest = { method: string; path: string; query: Map<string, string>; body: Buffer };

const BODY_TIMEOUT_MS = 10_000;

/** Checks the signature before a byte of the body is kept, then the body against the signed digest. Throws `ApiFault`. */
export async function readApiRequest(
  credentials: Credentials,
  request: IncomingMessage,
  maxBytes: number,
): Promise<ApiRequest> {
  const { path, query } = splitUrl(request.url ?? "");
  const root = `/apps/${credentials.appId}`;
  if (!path.startsWith(`${root}/`)) throw new ApiFault(404, "There is no such app.");
  const method = request.method ?? "GET";
  const fault = findRequestFault(credentials, { method, path, query, nowSeconds: Date.now() / 1000 });
  if (fault) throw new ApiFault(401, fault);

  const parameters = new Map(query);
  const body = await readBody(request, maxBytes);
  const isBound = body.length === 0 || isBodyOf(parameters.get("body_md5"), body);
  if (!isBound) throw new ApiFault(401, "body_md5 is not the digest of the body.");
  return { method, path: path.slice(root.length), query: parameters, body };
}

/** The SDK signs the path and the query as they read before they are encoded. A plus stays a plus. */
function splitUrl(url: string): { path: string; query: [string, string][] } {
  const [path = "", search = ""] = url.split("?", 2);
  try {
    const query = search.split("&").filter(Boolean).map(toPair);
    return { path: decodeURIComponent(path), query };
  } catch {
    throw new ApiFault(400, "The address is not encoded as it should be.");
  }
}

function toPair(text: string): [string, string] {
  const [name = "", ...value] = text.split("=");
  return [decodeURIComponent(name), decodeURIComponent(value.join("="))];
}

function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => reject(new ApiFault(408, "The body did not arrive in time.")),
      BODY_TIMEOUT_MS,
    );
    const finish = (settle: () => void) => () => {
      clearTimeout(timer);
      settle();
    };
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else finish(() => reject(new ApiFault(413, `A request is at most ${maxBytes} bytes.`)))();
    });
    request.on(
      "end",
      finish(() => resolve(Buffer.concat(chunks))),
    );
    request.on(
      "error",
      finish(() => reject(new ApiFault(400, "The request was cut off."))),
    );
    request.on(
      "close",
      finish(() => reject(new ApiFault(400, "The request was cut off."))),
    );
  });
}
