import { completeMultipartUpload, createMultipartUpload, uploadPart } from "@vercel/blob";
import { generateClientTokenFromReadWriteToken } from "@vercel/blob/client";
import { HOUR } from "@/lib/core/clock";
import type { BlobUpload, BlobUploads } from "./port";

/** The version of the protocol that the SDK speaks; a contract test compares. */
const API_VERSION = "12";
const CALL_MS = 60_000;

/**
 * Vercel Blob's multipart uploads. A part goes from the browser straight to the store with a token that is good for this path, for an hour, and
 * for no more bytes than were announced. The store does not tell which parts it has: whoever sent them keeps what it answered.
 */
export function vercelUploads({ token, api }: { token: string; api: string }): BlobUploads {
  const options = (upload: BlobUpload) => ({
    ...placeOf(upload),
    token,
    access: "private" as const,
    abortSignal: AbortSignal.timeout(CALL_MS),
  });
  return {
    async begin(path, { contentType }) {
      const { key, uploadId } = await createMultipartUpload(path, {
        token,
        access: "private",
        contentType,
        addRandomSuffix: false,
        allowOverwrite: false,
      });
      return JSON.stringify([key, uploadId]);
    },
    async partUrl(upload, { number, sizeBytes }) {
      const clientToken = await generateClientTokenFromReadWriteToken({
        token,
        pathname: upload.path,
        validUntil: Date.now() + HOUR,
        maximumSizeInBytes: sizeBytes,
        addRandomSuffix: false,
        allowOverwrite: false,
      });
      const { key, uploadId } = placeOf(upload);
      return {
        url: `${api}/mpu?${new URLSearchParams({ pathname: upload.path })}`,
        method: "POST",
        headers: {
          authorization: `Bearer ${clientToken}`,
          "x-api-version": API_VERSION,
          "x-vercel-blob-access": "private",
          "x-mpu-action": "upload",
          "x-mpu-key": encodeURIComponent(key),
          "x-mpu-upload-id": uploadId,
          "x-mpu-part-number": String(number),
        },
      };
    },
    async put(upload, number, bytes) {
      const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      const { etag } = await uploadPart(upload.path, body, { ...options(upload), partNumber: number });
      return { number, sizeBytes: bytes.byteLength, etag };
    },
    list: async () => null,
    async complete(upload, parts) {
      const named = parts
        .toSorted((a, b) => a.number - b.number)
        .map(({ number, etag }) => ({ partNumber: number, etag }));
      await completeMultipartUpload(upload.path, named, options(upload));
    },
    // There is no such call; the store forgets unfinished uploads by itself.
    abort: async () => undefined,
  };
}

/** The names that the store gave. */
function placeOf({ id }: BlobUpload): { key: string; uploadId: string } {
  const [key, uploadId]: unknown[] = JSON.parse(id);
  return { key: String(key), uploadId: String(uploadId) };
}
