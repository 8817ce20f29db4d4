import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDiskBlob } from "@/lib/adapters/blob/disk";
import type { BlobPort } from "@/lib/adapters/blob/port";
import { createS3Blob } from "@/lib/adapters/blob/s3";
import { createVercelBlob } from "@/lib/adapters/blob/vercel";
import { createBreakers } from "@/lib/adapters/breaker";
import { parseEnv } from "@/lib/adapters/env";
import { dispositionOf, newBlobPath } from "@/lib/core/files";
import { storageSources } from "@/lib/web/storage-sources";
import { blobContract, blobOutageContract } from "../support/blob-contract";
import { createMemoryBlob } from "../support/memory-blob";
import { startWireS3, type WireS3 } from "../support/wire-s3";
import { startWireVercelBlob, type WireVercelBlob } from "../support/wire-vercel-blob";

const freshBreaker = () => createBreakers().breaker("blob");

describe("disk", () => {
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), "parley-blob-"));
  });
  afterAll(() => rm(home, { recursive: true }));

  blobContract(() => createDiskBlob(join(home, "blobs")));

  test("a broken upload leaves no file behind, and bytes pass through us", async () => {
    const root = join(home, "alone");
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.error(new Error("gone")),
    });
    await createDiskBlob(root)
      .put("aa/bb", broken, { contentType: "x/y" })
      .catch(() => {});
    expect(await readdir(root, { recursive: true })).toEqual(["aa"]);
    expect(await createDiskBlob(root).head("aa/bb")).toBeNull();
    const options = { seconds: 60, filename: "x", contentType: "text/plain" };
    expect(await createDiskBlob(root).readUrl("aa/bb", options)).toBeNull();
  });

  test("a home that cannot be written to does not answer the ping", async () => {
    const file = join(home, "a-file");
    await writeFile(file, "");
    await expect(createDiskBlob(join(file, "blobs")).ping()).rejects.toThrow();
  });
});

describe("the memory of tests", () => {
  const store = createMemoryBlob();
  blobContract(() => store);
});

describe("S3", () => {
  let wire: WireS3;
  const config = () => ({ bucket: "files", endpoint: wire.endpoint, credentials: wire.keys });
  beforeAll(async () => {
    wire = await startWireS3("files");
  });
  afterAll(() => wire.close());

  blobContract(() => createS3Blob(config(), freshBreaker()));

  test("a broken upload is given up at the store too", () => {
    expect(wire.openUploads()).toBe(0);
  });

  test("parts go where pages may send them: the bucket, and nothing else", async () => {
    const at = async (port: BlobPort) => {
      const upload = { path: "aa/bb", id: "an-upload", parts: 1 };
      return (await port.uploads.partUrl(upload, { number: 1, sizeBytes: 5 }))?.url ?? "";
    };
    const env = { BLOB_S3_BUCKET: "files", BLOB_S3_ENDPOINT: wire.endpoint };
    expect(await at(createS3Blob(config(), freshBreaker()))).toMatch(
      storageSources(parseEnv(env))[0] ?? "none",
    );
    const { endpoint: _, ...amazon } = config();
    const [source = "none"] = storageSources(
      parseEnv({ BLOB_S3_BUCKET: "files", BLOB_S3_REGION: "eu-west-1" }),
    );
    expect(await at(createS3Blob({ ...amazon, region: "eu-west-1" }, freshBreaker()))).toMatch(`${source}/`);
    expect(storageSources(parseEnv({}))).toEqual([]);
  });

  test("a direct address downloads under the person's own name for it, and lasts at most 5 minutes", async () => {
    const port = createS3Blob(config(), freshBreaker());
    const path = newBlobPath();
    await port.put(path, Buffer.from("<svg/>"), { contentType: "image/svg+xml" });
    const filename = 'Überblick "Q3"\r\nX: y.svg';
    const url = await port.readUrl(path, {
      seconds: 86_400,
      filename,
      contentType: "application/octet-stream",
    });
    expect(new URL(url ?? "").searchParams.get("X-Amz-Expires")).toBe("300");

    const response = await fetch(url ?? "");
    expect(response.headers.get("content-type")).toBe("application/octet-stream");
    expect(response.headers.get("content-disposition")).toBe(dispositionOf(filename, "attachment"));
    expect(await response.text()).toBe("<svg/>");
    const forged = await fetch((url ?? "").replace("octet-stream", "javascript"));
    expect(forged.status).toBe(403);
  });

  test("a wrong key is an outage in our words, with the vendor's error as its cause", async () => {
    const credentials = { ...wire.keys, secretAccessKey: "wrong" };
    const port = createS3Blob({ ...config(), credentials }, freshBreaker());
    await expect(port.head(newBlobPath())).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(port.ping()).rejects.toThrow();
  });

  blobOutageContract(
    () => wire,
    (breaker) => createS3Blob(config(), breaker),
  );
});

describe("Vercel Blob", () => {
  let wire: WireVercelBlob;
  beforeAll(async () => {
    wire = await startWireVercelBlob();
    process.env.VERCEL_BLOB_RETRIES = "1";
  });
  afterAll(async () => {
    delete process.env.VERCEL_BLOB_RETRIES;
    await wire.close();
  });

  blobContract(() => createVercelBlob(wire.token, freshBreaker(), wire.api));

  test("a part is asked for as the SDK asks, from where pages may send it", async () => {
    const port = createVercelBlob(wire.token, freshBreaker());
    const path = newBlobPath();
    const upload = { path, id: await port.uploads.begin(path, { contentType: "x/y" }), parts: 1 };
    const address = await port.uploads.partUrl(upload, { number: 1, sizeBytes: 5 });
    const [source] = storageSources(parseEnv({ BLOB_READ_WRITE_TOKEN: wire.token }));
    expect(address?.url.split("?")[0]).toBe(source);
    await port.uploads.put(upload, 1, Buffer.from("12345"));
    const asked = wire.parts.at(-1);
    for (const [name, value] of Object.entries(address?.headers ?? {}))
      if (name !== "authorization") expect(asked?.[name], name).toBe(value);
  });

  test("a wrong token is an outage in our words", async () => {
    const port = createVercelBlob("vercel_blob_rw_parleytest_wrong", freshBreaker());
    await expect(port.head(newBlobPath())).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await expect(port.ping()).rejects.toThrow();
  });

  blobOutageContract(
    () => wire,
    (breaker) => createVercelBlob(wire.token, breaker),
  );
});
