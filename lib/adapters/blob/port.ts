export type BlobRange = { start: number; endInclusive: number };
export type BlobHead = { sizeBytes: number; contentType: string };
export type BlobBody = BlobHead & { body: ReadableStream<Uint8Array> };

/** Bytes by path. Paths are random, never what a person typed. */
export type BlobPort = {
  put(path: string, body: Uint8Array | ReadableStream<Uint8Array>, options: { contentType: string }): Promise<BlobHead>;
  /** null when there is nothing at the path. */
  get(path: string, range?: BlobRange): Promise<BlobBody | null>;
  head(path: string): Promise<BlobHead | null>;
  /** Deleting what is not there is no error. */
  delete(paths: string[]): Promise<void>;
  /** A direct address to read from for at most 5 minutes, or null where bytes pass through us. */
  readUrl(path: string, options: { seconds: number; filename: string; contentType: string }): Promise<string | null>;
  ping(): Promise<void>;
};
