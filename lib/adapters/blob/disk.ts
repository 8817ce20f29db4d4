import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import {
  access,
  constants,
  type FileHandle,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
} from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { readable } from "@/lib/adapters/blob/parts";
import { assertBlobPath, rangeBeyondEnd } from "@/lib/adapters/blob/path";
import { uploadsOfPieces } from "@/lib/adapters/blob/pieces";
import type { BlobHead, BlobPort } from "@/lib/adapters/blob/port";
import { AppError } from "@/lib/core/errors";

/** Blobs as files under `root` (PARLEY_HOME/blobs), the content type beside each in a file of its own. */
export function createDiskBlob(root: string): BlobPort {
  const place = (path: string): { file: string; typeFile: string } => {
    assertBlobPath(path);
    const file = join(root, path);
    return { file, typeFile: `${file}.type` };
  };

  async function head(path: string): Promise<BlobHead | null> {
    const { file, typeFile } = place(path);
    const found = await orNull(stat(file));
    if (!found?.isFile()) return null;
    const contentType = await orNull(readFile(typeFile, "utf8"));
    return { sizeBytes: found.size, contentType: contentType ?? "application/octet-stream" };
  }

  const store: Omit<BlobPort, "uploads"> = {
    head,
    async put(path, body, { contentType }) {
      const { file, typeFile } = place(path);
      await mkdir(dirname(file), { recursive: true });
      // The type first: the bytes appearing under their name is what makes the blob exist.
      await writeWhole(typeFile, Buffer.from(contentType));
      const sizeBytes = await writeWhole(file, body).catch(async (error: unknown) => {
        await rm(typeFile, { force: true });
        throw error;
      });
      return { sizeBytes, contentType };
    },
    async get(path, range) {
      const found = await head(path);
      if (!found) return null;
      if (range && range.start >= found.sizeBytes) throw rangeBeyondEnd();
      const { file } = place(path);
      const bytes = createReadStream(file, range ? { start: range.start, end: range.endInclusive } : {});
      // Node declares the same class under another name.
      return { ...found, body: Readable.toWeb(bytes) as ReadableStream<Uint8Array> };
    },
    async delete(paths) {
      for (const path of paths) {
        const { file, typeFile } = place(path);
        await rm(file, { force: true });
        await rm(typeFile, { force: true });
      }
    },
    async readUrl(path) {
      place(path);
      return null;
    },
    async ping() {
      await mkdir(root, { recursive: true });
      await access(root, constants.R_OK | constants.W_OK);
    },
  };
  return { ...store, uploads: uploadsOfPieces(() => store) };
}

/** Writes beside the place, makes it durable, and only then gives it its name: a crash leaves the whole or nothing. */
async function writeWhole(file: string, body: Uint8Array | ReadableStream<Uint8Array>): Promise<number> {
  const temporary = `${file}.${randomBytes(8).toString("hex")}.part`;
  const handle = await open(temporary, "wx", 0o600);
  try {
    const sizeBytes = await writeAll(handle, body);
    await handle.sync();
    await handle.close();
    await rename(temporary, file);
    await syncDirectory(dirname(file));
    return sizeBytes;
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true });
    throw isFull(error) ? noRoom(error) : error;
  }
}

async function writeAll(handle: FileHandle, body: Uint8Array | ReadableStream<Uint8Array>): Promise<number> {
  if (body instanceof Uint8Array) {
    await handle.writeFile(body);
    return body.byteLength;
  }
  let sizeBytes = 0;
  for await (const chunk of readable(body)) {
    await handle.writeFile(chunk);
    sizeBytes += chunk.byteLength;
  }
  return sizeBytes;
}

/** The new name itself must survive a power cut. Windows has no such call and needs none. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  await handle.sync().finally(() => handle.close());
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return null;
    throw error;
  }
}

function isFull(error: unknown): boolean {
  return codeOf(error) === "ENOSPC" || codeOf(error) === "EDQUOT";
}

function noRoom(cause: unknown): AppError {
  return new AppError("UNAVAILABLE", "There is no room left to keep files.", {
    retryAfterSeconds: 60,
    cause,
  });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
