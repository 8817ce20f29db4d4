import { LIMITS } from "./limits";
import type { PicturesPort } from "./port";

/** Draws in this process: where the platform bounds it (a function of its own per call), and in tests. */
export function createPicturesHere(): PicturesPort {
  return {
    async redraw(body) {
      const bytes = await collect(body);
      if (!bytes) return { ok: false, fault: "too_large" };
      const { redrawBytes } = await import("./redraw");
      return redrawBytes(bytes);
    },
  };
}

/** The whole body, or null when it is more than is drawn. */
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
