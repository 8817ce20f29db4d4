import { createHash, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BlobPort } from "@/lib/adapters/blob/port";
import { createS3Blob } from "@/lib/adapters/blob/s3";
import { createVercelBlob } from "@/lib/adapters/blob/vercel";
import { createBreakers } from "@/lib/adapters/breaker";
import { setLogLevel } from "@/lib/core/log";
import type { Ctx } from "@/lib/ctx";
import { type Cast, cast } from "@/tests/support/cast";
import { startWireS3 } from "@/tests/support/wire-s3";
import { startWireVercelBlob } from "@/tests/support/wire-vercel-blob";
import { partSizes } from "../rules";
import { PART_BYTES, type UploadDto } from "../schema";
import { completeUpload, createUpload } from "./commands";
import { describeUpload, getUpload } from "./queries";

let all: Cast;
beforeAll(async () => {
  setLogLevel("error");
  all = await cast();
});
afterAll(() => all.db.drop());

const STORES: Record<string, () => Promise<{ blob: BlobPort; close(): Promise<void> }>> = {
  S3: async () => {
    const wire = await startWireS3("files");
    const blob = createS3Blob(
      { bucket: "files", endpoint: wire.endpoint, credentials: wire.keys },
      createBreakers().breaker("blob"),
    );
    return { blob, close: wire.close };
  },
  "Vercel Blob": async () => {
    const wire = await startWireVercelBlob();
    return {
      blob: createVercelBlob(wire.token, createBreakers().breaker("blob"), wire.api),
      close: wire.close,
    };
  },
};

describe.each(Object.entries(STORES))("straight to %s", (_, start) => {
  let store: Awaited<ReturnType<typeof start>>;
  let ana: Ctx;
  beforeAll(async () => {
    store = await start();
    ana = { ...all.ctxOf(all.ana), blob: store.blob };
  });
  afterAll(() => store.close());

  const sizeOf = (bytes: Uint8Array, number: number) => partSizes(bytes.length, PART_BYTES)[number - 1] ?? 0;

  async function send(upload: UploadDto, bytes: Uint8Array, number: number): Promise<string> {
    const part = upload.parts.find((one) => one.number === number);
    if (!part) throw new Error("This part is not asked for.");
    const from = (number - 1) * PART_BYTES;
    const body = new Uint8Array(bytes.subarray(from, from + sizeOf(bytes, number)));
    const response = await fetch(part.url, { method: part.method, headers: part.headers, body });
    expect(response.status).toBe(200);
    return response.headers.get("etag") ?? ((await response.json()) as { etag: string }).etag;
  }

  const begin = async (bytes: Uint8Array, sha256?: string) => {
    const upload = await createUpload(ana, {
      filename: "big.bin",
      size: bytes.length,
      ...(sha256 ? { sha256 } : {}),
    });
    return describeUpload(ana, upload);
  };
  const told = (upload: UploadDto, etags: string[]) => (upload.parts[0]?.received === null ? { etags } : {});

  test("no part passes through us; it goes on where it broke off, and is a file when size and hash are right", async () => {
    const bytes = randomBytes(2 * PART_BYTES + 5);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const upload = await begin(bytes, sha256);
    for (const { url } of upload.parts) expect(url).toMatch(/^http:\/\/127/);
    const first = await send(upload, bytes, 1);
    await expect(completeUpload(ana, upload.uploadId, told(upload, [first]))).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const again = await describeUpload(ana, await getUpload(ana, upload.uploadId));
    const missing = again.parts.filter(({ received }) => received !== null).map(({ number }) => number);
    if (missing.length > 0) expect(missing).toEqual([2, 3]);
    const etags = [first, await send(again, bytes, 2), await send(again, bytes, 3)];
    const file = await completeUpload(ana, upload.uploadId, told(upload, etags));
    expect(file).toMatchObject({ sizeBytes: bytes.length, sha256 });
    expect(await completeUpload(ana, upload.uploadId, told(upload, etags))).toEqual(file);
  });

  test("joined, but nobody heard of it: the same file all the same", async () => {
    const bytes = randomBytes(9);
    const upload = await begin(bytes);
    const etags = [await send(upload, bytes, 1)];
    const row = await getUpload(ana, upload.uploadId);
    const place = { path: row.blobPath, id: row.storeId, parts: 1 };
    const parts = (await store.blob.uploads.list(place)) ?? [
      { number: 1, sizeBytes: 9, etag: etags[0] ?? "" },
    ];
    await store.blob.uploads.complete(place, parts);
    expect(await completeUpload(ana, upload.uploadId, told(upload, etags))).toMatchObject({ sizeBytes: 9 });
  });

  test("other bytes than were announced are refused and dropped", async () => {
    const bytes = randomBytes(9);
    const upload = await begin(bytes, createHash("sha256").update("other").digest("hex"));
    const etags = [await send(upload, bytes, 1)];
    const row = await getUpload(ana, upload.uploadId);
    await expect(completeUpload(ana, upload.uploadId, told(upload, etags))).rejects.toMatchObject({
      code: "INVALID",
    });
    expect(await store.blob.head(row.blobPath)).toBeNull();
    await expect(getUpload(ana, upload.uploadId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
