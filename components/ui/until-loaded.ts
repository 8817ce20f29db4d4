const RETRY_MS = 5_000;

/**
 * A part of a page, to be given to `next/dynamic`: without a line to the server it is asked for again until it comes. A part that is
 * missing keeps its own place empty; an error instead would take the whole page, and what was being written on it.
 */
export function untilLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    for (;;) {
      const part = await load().catch(missingOnly);
      if (part !== null) return part;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  };
}

function missingOnly(error: unknown): null {
  if (error instanceof Error && error.name === "ChunkLoadError") return null;
  throw error;
}
