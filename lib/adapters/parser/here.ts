import { readBytes } from "./formats/read";
import { LIMITS } from "./limits";
import type { ParserPort } from "./port";

/** Reads in this process: where the platform bounds it (a function of its own per call), and in tests that look at what was read. */
export function createParserHere(): ParserPort {
  return {
    async parse(body, { kind, signal, onProgress = () => undefined }) {
      const bytes = await collect(body);
      if (!bytes) return { ok: false, fault: "too_large" };
      const parsed = await readBytes(bytes, kind, onProgress);
      signal?.throwIfAborted();
      return parsed;
    },
  };
}

/** The whole body, or null when it is more than is read. */
export async function collect(body: ReadableStream<Uint8Array>): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > LIMITS.fileBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
