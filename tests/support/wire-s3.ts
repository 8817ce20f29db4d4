import { createHash, randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import { bodyOf, startLocalServer } from "./local-server";
import { checkSigV4, type SigV4Keys } from "./sigv4";

type Stored = { bytes: Buffer; contentType: string };
type Upload = { key: string; contentType: string; parts: Map<number, Buffer> };

export type WireS3 = {
  endpoint: string;
  keys: SigV4Keys;
  /** What is stored, by key. */
  objects: Map<string, Stored>;
  /** Multipart uploads that were begun and neither completed nor aborted. */
  openUploads(): number;
  /** From now on answers every request with this status, until told `null`. */
  failWith(status: number | null): void;
  close(): Promise<void>;
};

const LEAST_PART_BYTES = 5 * 1024 * 1024;

/** A bucket behind S3's REST protocol on loopback: signatures are checked, parts have S3's least size, errors are its XML. */
export async function startWireS3(bucket: string): Promise<WireS3> {
  const keys: SigV4Keys = { accessKeyId: "AKIDPARLEYTEST", secretAccessKey: "wire/secret+key" };
  const objects = new Map<string, Stored>();
  const uploads = new Map<string, Upload>();
  let failure: number | null = null;

  const server = await startLocalServer(async (request, response) => {
    const url = new URL(request.url ?? "/", `http://${request.headers.host}`);
    const body = await bodyOf(request);
    const method = request.method ?? "GET";
    if (failure) return fault(response, failure, "ServiceUnavailable");
    // The bucket lets pages of any origin send parts, as .env.example says it must.
    response.setHeader("access-control-allow-origin", "*");
    if (method === "OPTIONS")
      return void response.writeHead(204, { "access-control-allow-methods": "PUT" }).end();
    const forged = checkSigV4({ method, url, headers: request.headers, body }, keys, new Date());
    if (forged) return fault(response, 403, forged);

    const [, inBucket, ...rest] = decodeURIComponent(url.pathname).split("/");
    const key = rest.join("/");
    if (inBucket !== bucket) return fault(response, 404, "NoSuchBucket");
    if (key === "") return void response.writeHead(200).end();
    const contentType = request.headers["content-type"] ?? "binary/octet-stream";
    const uploadId = url.searchParams.get("uploadId");

    if (method === "POST" && url.searchParams.has("uploads")) {
      const id = randomUUID();
      uploads.set(id, { key, contentType, parts: new Map() });
      return xml(
        response,
        `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      );
    }
    if (uploadId) return multipart({ method, url, body, response, uploads, objects, uploadId });
    if (method === "PUT") {
      objects.set(key, { bytes: body, contentType });
      return void response.writeHead(200, { etag: etagOf(body) }).end();
    }
    if (method === "DELETE") {
      objects.delete(key);
      return void response.writeHead(204).end();
    }
    const found = objects.get(key);
    if (!found) return fault(response, 404, "NoSuchKey");
    send({ found, url, range: request.headers.range, isHead: method === "HEAD", response });
  });

  return {
    endpoint: server.origin,
    keys,
    objects,
    openUploads: () => uploads.size,
    failWith: (status) => {
      failure = status;
    },
    close: server.close,
  };
}

type Multipart = {
  method: string;
  url: URL;
  body: Buffer;
  response: ServerResponse;
  uploads: Map<string, Upload>;
  objects: Map<string, Stored>;
  uploadId: string;
};

function multipart({ method, url, body, response, uploads, objects, uploadId }: Multipart) {
  const upload = uploads.get(uploadId);
  if (!upload) return fault(response, 404, "NoSuchUpload");
  if (method === "PUT") {
    upload.parts.set(Number(url.searchParams.get("partNumber")), body);
    return void response.writeHead(200, { etag: etagOf(body) }).end();
  }
  if (method === "GET") {
    const parts = [...upload.parts]
      .toSorted(([a], [b]) => a - b)
      .map(
        ([number, part]) =>
          `<Part><PartNumber>${number}</PartNumber><ETag>${etagOf(part)}</ETag><Size>${part.length}</Size></Part>`,
      );
    return xml(
      response,
      `<ListPartsResult><IsTruncated>false</IsTruncated>${parts.join("")}</ListPartsResult>`,
    );
  }
  if (method === "DELETE") {
    uploads.delete(uploadId);
    return void response.writeHead(204).end();
  }
  const named = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber>/g)].map(([, number]) =>
    Number(number),
  );
  const parts = named.map((number) => upload.parts.get(number));
  if (parts.some((part) => part === undefined)) return fault(response, 400, "InvalidPart");
  if (parts.slice(0, -1).some((part) => (part?.length ?? 0) < LEAST_PART_BYTES))
    return fault(response, 400, "EntityTooSmall");
  const bytes = Buffer.concat(parts.filter((part) => part !== undefined));
  objects.set(upload.key, { bytes, contentType: upload.contentType });
  uploads.delete(uploadId);
  xml(
    response,
    `<CompleteMultipartUploadResult><ETag>${etagOf(bytes)}</ETag></CompleteMultipartUploadResult>`,
  );
}

type Sending = {
  found: Stored;
  url: URL;
  range: string | undefined;
  isHead: boolean;
  response: ServerResponse;
};

function send({ found, url, range, isHead, response }: Sending) {
  const total = found.bytes.length;
  const headers: Record<string, string> = {
    "content-type": url.searchParams.get("response-content-type") ?? found.contentType,
    etag: etagOf(found.bytes),
    "accept-ranges": "bytes",
  };
  const disposition = url.searchParams.get("response-content-disposition");
  if (disposition) headers["content-disposition"] = disposition;

  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (from === undefined) {
    response.writeHead(200, { ...headers, "content-length": total }).end(isHead ? undefined : found.bytes);
    return;
  }
  if (Number(from) >= total) return fault(response, 416, "InvalidRange");
  const end = Math.min(Number(to), total - 1);
  const slice = found.bytes.subarray(Number(from), end + 1);
  response
    .writeHead(206, {
      ...headers,
      "content-length": slice.length,
      "content-range": `bytes ${from}-${end}/${total}`,
    })
    .end(slice);
}

function xml(response: ServerResponse, body: string): void {
  response
    .writeHead(200, { "content-type": "application/xml" })
    .end(`<?xml version="1.0" encoding="UTF-8"?>${body}`);
}

function fault(response: ServerResponse, status: number, code: string): void {
  response
    .writeHead(status, { "content-type": "application/xml" })
    .end(
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    );
}

function etagOf(bytes: Buffer): string {
  return `"${createHash("md5").update(bytes).digest("hex")}"`;
}
