import { createHash, createHmac, randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { connect } from "node:net";
import { Agent, getGlobalDispatcher, setGlobalDispatcher } from "undici";
import { bodyOf, startLocalServer } from "./local-server";

type Stored = { bytes: Buffer; contentType: string };

export type WireVercelBlob = {
  token: string;
  /** Where browsers send parts. */
  api: string;
  /** What is stored, by path name. */
  objects: Map<string, Stored>;
  /** From now on answers every request with this status, until told `null`. */
  /** The headers of each part that came. */
  parts: IncomingHttpHeaders[];
  failWith(status: number | null): void;
  close(): Promise<void>;
};

const STORE = "parleytest";
const LEAST_PART_BYTES = 5 * 1024 * 1024;

/**
 * A private Vercel Blob store on loopback: its control API (version 12 of the protocol), and the host that serves the bytes.
 * The SDK is told of the first by its own variable; it builds the second's name itself, so connections to that name are led here.
 */
export async function startWireVercelBlob(): Promise<WireVercelBlob> {
  const token = `vercel_blob_rw_${STORE}_${randomUUID().replaceAll("-", "")}`;
  const objects = new Map<string, Stored>();
  const uploads = new Map<string, Map<number, Buffer>>();
  const partHeaders: IncomingHttpHeaders[] = [];
  let failure: number | null = null;

  const server = await startLocalServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const body = await bodyOf(request);
    if (failure) return fault(response, failure, "service_unavailable");
    const refusal =
      request.headers.authorization === `Bearer ${token}` ? null : refusalOf(request, url, body, token);
    if (refusal) return fault(response, 403, refusal);
    if (url.hostname === `${STORE}.private.blob.vercel-storage.com`)
      return sendBytes(objects, request, response, url);
    if (!url.pathname.startsWith("/api/blob")) return fault(response, 404, "not_found");
    if (request.headers["x-api-version"] !== "12") return fault(response, 400, "bad_request");
    if (request.headers["x-mpu-action"] === "upload") partHeaders.push(request.headers);
    control({ request, response, url, body, objects, uploads });
  });

  const restore = leadHere(server.port);
  const before = process.env.VERCEL_BLOB_API_URL;
  process.env.VERCEL_BLOB_API_URL = `${server.origin}/api/blob`;
  return {
    token,
    api: `${server.origin}/api/blob`,
    objects,
    parts: partHeaders,
    failWith: (status) => {
      failure = status;
    },
    async close() {
      restore();
      if (before === undefined) delete process.env.VERCEL_BLOB_API_URL;
      else process.env.VERCEL_BLOB_API_URL = before;
      await server.close();
    },
  };
}

/** Why a client's token does not allow this: it is signed for one path, until a time, for so many bytes, and for parts alone. */
function refusalOf(request: IncomingMessage, url: URL, body: Buffer, token: string): string | null {
  const [, coded] =
    /^Bearer vercel_blob_client_parleytest_(.+)$/.exec(request.headers.authorization ?? "") ?? [];
  const [signature, payload] = Buffer.from(coded ?? "", "base64")
    .toString()
    .split(".");
  if (!payload || createHmac("sha256", token).update(payload).digest("hex") !== signature) return "forbidden";
  const allowed = JSON.parse(Buffer.from(payload, "base64").toString());
  if (allowed.pathname !== url.searchParams.get("pathname")) return "forbidden";
  if (allowed.validUntil < Date.now() || body.length > allowed.maximumSizeInBytes) return "forbidden";
  return url.pathname === "/api/blob/mpu" && request.headers["x-mpu-action"] === "upload"
    ? null
    : "client_token_not_allowed";
}

/** Connects what asks for the store's host to our port instead, in the clear. */
function leadHere(port: number): () => void {
  const before = getGlobalDispatcher();
  const agent = new Agent({
    connect: (options, callback) => {
      const ours = options.hostname.endsWith(".blob.vercel-storage.com");
      const socket = connect(ours ? port : Number(options.port), ours ? "127.0.0.1" : options.hostname);
      socket.once("connect", () => callback(null, socket)).once("error", (error) => callback(error, null));
    },
  });
  setGlobalDispatcher(agent);
  return () => {
    setGlobalDispatcher(before);
    void agent.destroy();
  };
}

type Control = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  body: Buffer;
  objects: Map<string, Stored>;
  uploads: Map<string, Map<number, Buffer>>;
};

function control({ request, response, url, body, objects, uploads }: Control) {
  const { method, headers } = request;
  const pathname = url.searchParams.get("pathname") ?? "";
  const store = (bytes: Buffer) => {
    if (headers["x-vercel-blob-access"] !== "private") return fault(response, 400, "bad_request");
    const contentType = String(headers["x-content-type"] ?? "application/octet-stream");
    objects.set(pathname, { bytes, contentType });
    json(response, descriptionOf(pathname, { bytes, contentType }));
  };

  if (method === "PUT") return store(body);
  if (url.pathname === "/api/blob/delete") {
    for (const path of JSON.parse(body.toString()).urls) objects.delete(path);
    return json(response, null);
  }
  if (url.pathname === "/api/blob/mpu") {
    const action = headers["x-mpu-action"];
    if (action === "create") {
      const uploadId = randomUUID();
      uploads.set(uploadId, new Map());
      return json(response, { key: pathname, uploadId });
    }
    const parts = uploads.get(String(headers["x-mpu-upload-id"]));
    if (!parts || decodeURIComponent(String(headers["x-mpu-key"])) !== pathname)
      return fault(response, 404, "not_found");
    if (action === "upload") {
      parts.set(Number(headers["x-mpu-part-number"]), body);
      return json(response, { etag: etagOf(body) });
    }
    const named: { partNumber: number; etag: string }[] = JSON.parse(body.toString());
    const ordered = named.map(({ partNumber }) => parts.get(partNumber) ?? Buffer.alloc(0));
    if (named.some(({ partNumber, etag }) => etag !== etagOf(parts.get(partNumber) ?? Buffer.alloc(0))))
      return fault(response, 400, "bad_request");
    uploads.delete(String(headers["x-mpu-upload-id"]));
    if (ordered.slice(0, -1).some((part) => part.length < LEAST_PART_BYTES))
      return fault(response, 400, "bad_request");
    return store(Buffer.concat(ordered));
  }
  const asked = url.searchParams.get("url");
  if (asked === null) return json(response, { blobs: [], hasMore: false });
  const found = objects.get(asked);
  if (!found) return fault(response, 404, "not_found");
  json(response, descriptionOf(asked, found));
}

function sendBytes(
  objects: Map<string, Stored>,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
) {
  const found = objects.get(url.pathname.slice(1));
  if (!found) return void response.writeHead(404).end();
  const total = found.bytes.length;
  const headers = { "content-type": found.contentType, etag: etagOf(found.bytes) };
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
  if (from === undefined)
    return void response.writeHead(200, { ...headers, "content-length": total }).end(found.bytes);
  if (Number(from) >= total) return void response.writeHead(416).end();
  const end = Math.min(Number(to), total - 1);
  const slice = found.bytes.subarray(Number(from), end + 1);
  const range = { "content-length": slice.length, "content-range": `bytes ${from}-${end}/${total}` };
  response.writeHead(206, { ...headers, ...range }).end(slice);
}

function descriptionOf(pathname: string, { bytes, contentType }: Stored) {
  const url = `https://${STORE}.private.blob.vercel-storage.com/${pathname}`;
  return {
    url,
    downloadUrl: `${url}?download=1`,
    pathname,
    contentType,
    contentDisposition: "attachment",
    cacheControl: "private",
    size: bytes.length,
    uploadedAt: new Date().toISOString(),
    etag: etagOf(bytes),
  };
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function fault(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(JSON.stringify({ error: { code, message: code } }));
}

function etagOf(bytes: Buffer): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}
