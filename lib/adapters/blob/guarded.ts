import { assertBlobPath } from "@/lib/adapters/blob/path";
import type { BlobPort } from "@/lib/adapters/blob/port";
import type { Breaker } from "@/lib/adapters/breaker";
import { AppError, isAppError } from "@/lib/core/errors";

/** A hosted store with its paths checked, its vendor's errors in our words, and a breaker before it. Its ping goes past the breaker. */
export function guardedBlob(store: BlobPort, breaker: Breaker): BlobPort {
  const guard = async <T>(path: string | string[], work: () => Promise<T>): Promise<T> => {
    for (const each of [path].flat()) assertBlobPath(each);
    try {
      return await breaker.run(work, (error) => !isAppError(error));
    } catch (error) {
      if (isAppError(error, "UNAVAILABLE")) throw unreachable(error);
      throw isAppError(error) ? error : unreachable(error);
    }
  };
  return {
    put: (path, body, options) => guard(path, () => store.put(path, body, options)),
    get: (path, range) => guard(path, () => store.get(path, range)),
    head: (path) => guard(path, () => store.head(path)),
    delete: (paths) => guard(paths, () => store.delete(paths)),
    readUrl: (path, options) => guard(path, () => store.readUrl(path, options)),
    ping: () => store.ping(),
    uploads: {
      begin: (path, options) => guard(path, () => store.uploads.begin(path, options)),
      partUrl: (upload, part) => guard(upload.path, () => store.uploads.partUrl(upload, part)),
      put: (upload, number, bytes) => guard(upload.path, () => store.uploads.put(upload, number, bytes)),
      list: (upload) => guard(upload.path, () => store.uploads.list(upload)),
      complete: (upload, parts) => guard(upload.path, () => store.uploads.complete(upload, parts)),
      abort: (upload) => guard(upload.path, () => store.uploads.abort(upload)),
    },
  };
}

function unreachable(cause: unknown): AppError {
  const retryAfterSeconds = isAppError(cause) ? (cause.details.retryAfterSeconds ?? 5) : 5;
  return new AppError("UNAVAILABLE", "Stored files cannot be reached right now.", {
    retryAfterSeconds,
    cause,
  });
}
