import type { BlobPort, BlobUpload, BlobUploads } from "./port";

/** Uploads for a store that knows none: each part is a blob of its own beside the path, and joining copies them, one after the other. */
export function uploadsOfPieces(store: () => Omit<BlobPort, "uploads">): BlobUploads {
  return {
    begin: async () => "",
    partUrl: async () => null,
    async put(upload, number, bytes) {
      const { sizeBytes } = await store().put(pieceOf(upload, number), bytes, { contentType: PIECE });
      return { number, sizeBytes, etag: "" };
    },
    async list(upload) {
      const heads = await Promise.all(
        numbersOf(upload).map((number) => store().head(pieceOf(upload, number))),
      );
      return heads.flatMap((head, index) =>
        head ? { number: index + 1, sizeBytes: head.sizeBytes, etag: "" } : [],
      );
    },
    async complete(upload, parts) {
      const numbers = parts.map(({ number }) => number).toSorted((a, b) => a - b);
      await store().put(upload.path, joined(store(), upload, numbers), { contentType: PIECE });
    },
    abort: (upload) => store().delete(numbersOf(upload).map((number) => pieceOf(upload, number))),
  };
}

const PIECE = "application/octet-stream";

function pieceOf({ path }: BlobUpload, number: number): string {
  return `${path}-${number}`;
}

function numbersOf({ parts }: BlobUpload): number[] {
  return Array.from({ length: parts }, (_, index) => index + 1);
}

/** The parts as one stream, each opened when the one before it is through. */
function joined(
  store: Omit<BlobPort, "uploads">,
  upload: BlobUpload,
  numbers: number[],
): ReadableStream<Uint8Array> {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (const number of numbers) {
      const piece = await store.get(pieceOf(upload, number));
      if (!piece) throw new Error(`Part ${number} is not there.`);
      yield* piece.body;
    }
  }
  const iterator = pieces();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: () => void iterator.return(undefined),
  });
}
