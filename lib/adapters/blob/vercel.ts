import {
  BlobError,
  BlobNotFoundError,
  createMultipartUploader,
  del,
  get,
  head,
  list,
  type Part,
  put,
} from "@vercel/blob";
import { guardedBlob } from "@/lib/adapters/blob/guarded";
import { type PartSink, sendInParts } from "@/lib/adapters/blob/parts";
import { rangeBeyondEnd } from "@/lib/adapters/blob/path";
import type { BlobPort } from "@/lib/adapters/blob/port";
import { vercelUploads } from "@/lib/adapters/blob/vercel-uploads";
import { type Breaker, breaker as processBreaker } from "@/lib/adapters/breaker";

/** Where the SDK itself calls. */
const VERCEL_BLOB_API = "https://vercel.com/api/blob";
const CALL_MS = 60_000;
const PING_MS = 5_000;
const PAGE = 1_000;

/** Blobs in a private Vercel Blob store, named by its read-write token. */
export function createVercelBlob(
  token: string,
  breaker: Breaker = processBreaker("blob"),
  api: string = VERCEL_BLOB_API,
): BlobPort {
  // The SDK tries ten times with growing pauses; the signal is what bounds it.
  const call = (ms = CALL_MS) => ({ token, abortSignal: AbortSignal.timeout(ms) });
  const store: Omit<BlobPort, "uploads"> = {
    async put(path, body, { contentType }) {
      const sizeBytes = await sendInParts(body, sinkOf(path, { token, contentType }));
      return { sizeBytes, contentType };
    },
    async get(path, range) {
      const found = await get(path, {
        token,
        access: "private",
        // Without this the answer may come compressed, and then nobody knows its length.
        headers: {
          "accept-encoding": "identity",
          ...(range ? { range: `bytes=${range.start}-${range.endInclusive}` } : {}),
        },
      }).catch(refuseRange);
      if (found?.statusCode !== 200) return null;
      const total = found.headers.get("content-range")?.split("/")[1];
      const sizeBytes = total === undefined ? found.blob.size : Number(total);
      return { sizeBytes, contentType: found.blob.contentType, body: found.stream };
    },
    async head(path) {
      const found = await head(path, call()).catch((error: unknown) => {
        if (error instanceof BlobNotFoundError) return null;
        throw error;
      });
      return found && { sizeBytes: found.size, contentType: found.contentType };
    },
    async delete(paths) {
      for (let start = 0; start < paths.length; start += PAGE) {
        await del(paths.slice(start, start + PAGE), call());
      }
    },
    // A signed address here cannot carry the file's name: bytes pass through us.
    readUrl: async () => null,
    async ping() {
      await list({ ...call(PING_MS), limit: 1 });
    },
  };
  return guardedBlob({ ...store, uploads: vercelUploads({ token, api }) }, breaker);
}

function sinkOf(
  path: string,
  { token, contentType }: { token: string; contentType: string },
): PartSink<Part> {
  const options = {
    token,
    contentType,
    access: "private",
    addRandomSuffix: false,
    allowOverwrite: true,
  } as const;
  return {
    whole: (bytes) => put(path, bufferOf(bytes), { ...options, abortSignal: AbortSignal.timeout(CALL_MS) }),
    async begin() {
      const uploader = await createMultipartUploader(path, options);
      return {
        part: (number, bytes) => uploader.uploadPart(number, bufferOf(bytes)),
        complete: (parts) => uploader.complete(parts),
        // The SDK has no such call; the store forgets unfinished uploads by itself.
        abort: async () => {},
      };
    },
  };
}

/** A view of the same memory: the SDK takes Node's buffers only. */
function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The SDK keeps the status of a failed read nowhere but in its sentence. */
function refuseRange(error: unknown): never {
  throw error instanceof BlobError && / 416 /.test(error.message) ? rangeBeyondEnd(error) : error;
}
