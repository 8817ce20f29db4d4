import { AppError } from "@/lib/core/errors";

/** Hosted stores take parts of at least 5 MiB. Two parts in memory is what an upload costs us. */
const PART_BYTES = 8 * 1024 * 1024;

/** A store that takes a small body at once and a large one in numbered parts. */
export type PartSink<Part> = {
  whole(bytes: Uint8Array): Promise<unknown>;
  begin(): Promise<{
    part(number: number, bytes: Uint8Array): Promise<Part>;
    complete(parts: Part[]): Promise<unknown>;
    abort(): Promise<unknown>;
  }>;
};

/** Sends a body of unknown length through the sink, as it comes. Answers its size in bytes. */
export async function sendInParts<Part>(
  body: Uint8Array | ReadableStream<Uint8Array>,
  sink: PartSink<Part>,
): Promise<number> {
  const pieces = body instanceof Uint8Array ? wholeOf(body) : partsOf(body);
  const first = await pieces.next();
  const firstBytes = first.done ? new Uint8Array() : first.value;
  const second = await pieces.next();
  if (second.done) {
    await sink.whole(firstBytes);
    return firstBytes.byteLength;
  }

  const upload = await sink.begin();
  try {
    const done = [await upload.part(1, firstBytes), await upload.part(2, second.value)];
    let sizeBytes = firstBytes.byteLength + second.value.byteLength;
    for await (const piece of pieces) {
      done.push(await upload.part(done.length + 1, piece));
      sizeBytes += piece.byteLength;
    }
    await upload.complete(done);
    return sizeBytes;
  } catch (error) {
    // What was sent so far costs money until it is given up; failing to do so must not hide why we failed.
    await upload.abort().catch(() => {});
    throw error;
  }
}

async function* wholeOf(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield bytes;
}

/** The stream's bytes in pieces of PART_BYTES, the last one smaller. */
async function* partsOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let part = new Uint8Array(PART_BYTES);
  let filled = 0;
  for await (const chunk of readable(stream)) {
    for (let offset = 0; offset < chunk.byteLength; ) {
      const slice = chunk.subarray(offset, offset + PART_BYTES - filled);
      part.set(slice, filled);
      filled += slice.byteLength;
      offset += slice.byteLength;
      if (filled < PART_BYTES) continue;
      yield part;
      part = new Uint8Array(PART_BYTES);
      filled = 0;
    }
  }
  if (filled > 0) yield part.subarray(0, filled);
}

/** Reads the stream; that it breaks off is the sender's failure (MALFORMED), not the store's. */
export async function* readable(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader();
  try {
    while (true) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new AppError("MALFORMED", "The upload broke off.", { cause });
      });
      if (done) return;
      yield value;
    }
  } finally {
    // The writer may have stopped before the end: tell the sender, and wait for nobody.
    void reader.cancel().catch(() => {});
  }
}
