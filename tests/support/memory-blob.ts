import { readable } from "@/lib/adapters/blob/parts";
import { assertBlobPath, rangeBeyondEnd } from "@/lib/adapters/blob/path";
import { uploadsOfPieces } from "@/lib/adapters/blob/pieces";
import type { BlobPort } from "@/lib/adapters/blob/port";

export type MemoryBlob = BlobPort & {
  /** Returns what takes the store back to how it is now. */
  keep(): () => void;
};

/** A store that passes the suite of all stores, and is gone with the test. */
export function createMemoryBlob(): MemoryBlob {
  let kept = new Map<string, { bytes: Uint8Array; contentType: string }>();
  const at = (path: string) => {
    assertBlobPath(path);
    return kept.get(path) ?? null;
  };
  const headOf = ({ bytes, contentType }: { bytes: Uint8Array; contentType: string }) => ({
    sizeBytes: bytes.byteLength,
    contentType,
  });
  const store: Omit<BlobPort, "uploads"> = {
    async put(path, body, { contentType }) {
      assertBlobPath(path);
      const chunks: Uint8Array[] = [];
      if (body instanceof Uint8Array) chunks.push(body);
      else for await (const chunk of readable(body)) chunks.push(chunk);
      const bytes = new Uint8Array(Buffer.concat(chunks));
      kept.set(path, { bytes, contentType });
      return headOf({ bytes, contentType });
    },
    async get(path, range) {
      const found = at(path);
      if (!found) return null;
      if (range && range.start >= found.bytes.byteLength) throw rangeBeyondEnd();
      const part = range ? found.bytes.slice(range.start, range.endInclusive + 1) : found.bytes;
      return { ...headOf(found), body: new Blob([new Uint8Array(part)]).stream() };
    },
    async head(path) {
      const found = at(path);
      return found && headOf(found);
    },
    async delete(paths) {
      for (const path of paths) assertBlobPath(path);
      for (const path of paths) kept.delete(path);
    },
    async readUrl(path) {
      assertBlobPath(path);
      return null;
    },
    ping: async () => undefined,
  };
  const keep = () => {
    const then = new Map(kept);
    return () => {
      kept = new Map(then);
    };
  };
  return { ...store, uploads: uploadsOfPieces(() => store), keep };
}
