/** Bytes from `start` to `endInclusive`, which may lie beyond the end of the blob. */
type BlobRange = { start: number; endInclusive: number };
/** `sizeBytes` is the whole blob's, also where a range of it was read. */
export type BlobHead = { sizeBytes: number; contentType: string };
type BlobBody = BlobHead & { body: ReadableStream<Uint8Array> };

/**
 * Bytes by path. Paths are random (`newBlobPath`), never what a person typed, and are written once.
 * Every method throws INVALID for a path that could leave its room, and UNAVAILABLE when the store cannot be reached.
 */
export type BlobPort = {
  /** All or nothing: a body that breaks off (MALFORMED) leaves nothing behind that can be read. */
  put(
    path: string,
    body: Uint8Array | ReadableStream<Uint8Array>,
    options: { contentType: string },
  ): Promise<BlobHead>;
  /** null when there is nothing at the path. INVALID when the range starts beyond the end. */
  get(path: string, range?: BlobRange): Promise<BlobBody | null>;
  head(path: string): Promise<BlobHead | null>;
  /** Deleting what is not there is no error. */
  delete(paths: string[]): Promise<void>;
  /** A direct address to download from for at most 5 minutes, or null where bytes pass through us. */
  readUrl(
    path: string,
    options: { seconds: number; filename: string; contentType: string },
  ): Promise<string | null>;
  ping(): Promise<void>;
  uploads: BlobUploads;
};

/** A body that comes in `parts` numbered parts. `id` is what the store knows it by. */
export type BlobUpload = { path: string; id: string; parts: number };
type BlobPart = { number: number; sizeBytes: number; etag: string };
/** How a client sends a part by itself: these bytes, by this method, with these headers. */
type PartAddress = { url: string; method: "PUT" | "POST"; headers: Record<string, string> };

/** Large bodies in parts, numbered from 1, in any order and again after a failure. Nothing is at the path before they are joined. */
export type BlobUploads = {
  /** Answers the `id` of the upload, for the caller to keep. */
  begin(path: string, options: { contentType: string }): Promise<string>;
  /** Where a client itself sends a part of so many bytes within the hour, or null where parts pass through us. */
  partUrl(upload: BlobUpload, part: { number: number; sizeBytes: number }): Promise<PartAddress | null>;
  put(upload: BlobUpload, number: number, bytes: Uint8Array): Promise<BlobPart>;
  /** The parts that are there, by number; null where the store does not tell. */
  list(upload: BlobUpload): Promise<BlobPart[] | null>;
  /** Joins the parts at the path, in the order of their numbers. */
  complete(upload: BlobUpload, parts: BlobPart[]): Promise<void>;
  /** Forgets what is left of the parts, joined or not. What was joined stays. */
  abort(upload: BlobUpload): Promise<void>;
};
