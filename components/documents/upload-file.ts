import { CallError } from "@/lib/core/call";
import { cancelUpload, completeUpload, fetchUpload, postUpload } from "@/lib/files/client";
import type { UploadDto } from "@/lib/files/schema";
import { forgetUpload, recallUpload, rememberUpload } from "./begun-uploads";
import { putBytes } from "./put-bytes";

export type Uploading = {
  workspace: string;
  file: File;
  /** From 0 to 1. */
  onShare: (share: number) => void;
  signal: AbortSignal;
};

export type Uploaded = { fileId: string; uploadId: string };

/** Reading more than this into memory for its hash costs more than it saves. */
const CHEAP_TO_HASH = 32 * 1024 * 1024;
const WAITS_MS = [500, 1_500, 4_000, 8_000, 15_000, 30_000];

/**
 * Sends a file in parts and returns its id and that of its upload. What breaks is sent again, part by part, and a file whose upload was begun before (also before
 * a reload) goes on where it stood. Throws `CallError`, and the signal's reason when it was given up.
 */
export async function uploadFile(uploading: Uploading): Promise<Uploaded> {
  const { workspace, file, signal } = uploading;
  const sha256 = await hashOf(file);
  const { upload, etags } = await begin(uploading, sha256);
  rememberUpload(workspace, file, { uploadId: upload.uploadId, etags });
  const giveUp = () => void cancelUpload({ workspace, uploadId: upload.uploadId }).catch(() => undefined);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    const told = await sendParts(uploading, upload, etags);
    const done = await completeUpload({ workspace, uploadId: upload.uploadId }, { ...sha256, ...told });
    forgetUpload(workspace, file);
    return { fileId: done.fileId, uploadId: upload.uploadId };
  } catch (error) {
    // What only broke off goes on when it is tried again.
    if (signal.aborted) forgetUpload(workspace, file);
    throw error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

async function hashOf(file: File): Promise<{ sha256?: string }> {
  // A page over plain http from another machine has no crypto.subtle: the server then hashes alone.
  if (file.size > CHEAP_TO_HASH || !globalThis.crypto?.subtle) return {};
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return {
    sha256: Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
}

type Etags = Record<string, string>;
type Begun = { upload: UploadDto; etags: Etags };

/** Goes on with the upload that was begun in this browser, where the server still knows it. */
async function begin({ workspace, file }: Uploading, sha256: { sha256?: string }): Promise<Begun> {
  const begun = recallUpload(workspace, file);
  const upload = begun && (await fetchUpload({ workspace, uploadId: begun.uploadId }).catch(noneIfGone));
  if (upload) return { upload, etags: begun.etags };
  const fresh = await postUpload({ workspace }, { filename: file.name, size: file.size, ...sha256 });
  return { upload: fresh, etags: {} };
}

/** Who could not ask does not begin anew: what was sent may be there. */
function noneIfGone(error: unknown): null {
  if (error instanceof CallError && !isPassing(error)) return null;
  throw error;
}

/** Sends what is missing. Answers what the store said of each part, in order, where it does not tell by itself. */
async function sendParts(
  uploading: Uploading,
  first: UploadDto,
  etags: Etags,
): Promise<{ etags?: string[] }> {
  const { workspace, file, signal, onShare } = uploading;
  const { uploadId } = first;
  const isTold = first.parts.every(({ received }) => received !== null);
  const sent = new Set(isTold ? [] : Object.keys(etags).map(Number));
  let failures = 0;
  for (let upload = first; sent.size < first.partCount; ) {
    for (const { number, received } of upload.parts) if (received) sent.add(number);
    const part = upload.parts.find(({ number }) => !sent.has(number));
    try {
      if (!part) {
        const next = await fetchUpload({ workspace, uploadId });
        if (next.parts.every(({ number, received }) => received || sent.has(number))) break;
        upload = next;
        continue;
      }
      const from = (part.number - 1) * first.partSize;
      const etag = await putBytes(part, file.slice(from, from + part.sizeBytes), {
        signal,
        onBytes: (bytes) => onShare((sent.size * first.partSize + bytes) / file.size),
      });
      sent.add(part.number);
      if (etag && !isTold) {
        etags[part.number] = etag;
        rememberUpload(workspace, file, { uploadId, etags });
      }
      failures = 0;
    } catch (error) {
      signal.throwIfAborted();
      if (!isPassing(error) || failures >= WAITS_MS.length) throw error;
      await pause(WAITS_MS[failures++] ?? 0, signal);
      upload = await fetchUpload({ workspace, uploadId }).catch(() => upload);
    }
  }
  onShare(1);
  const inOrder = Array.from({ length: first.partCount }, (_, at) => etags[at + 1] ?? "");
  return isTold ? {} : { etags: inOrder };
}

/** 403 is an address that was too old; the next one is new. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof CallError &&
    (error.status === 0 || error.status === 403 || error.status === 429 || error.status >= 500)
  );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}
