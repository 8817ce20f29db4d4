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
};
