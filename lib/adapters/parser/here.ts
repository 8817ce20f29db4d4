import { collect } from "../collect";
import { readBytes } from "./formats/read";
import { LIMITS } from "./limits";
import type { ParserPort } from "./port";

/** Reads in this process: where the platform bounds it (a function of its own per call), and in tests that look at what was read. */
export function createParserHere(): ParserPort {
  return {
    async parse(body, { kind, signal, onProgress = () => undefined }) {
      const bytes = await collect(body, LIMITS.fileBytes);
      if (!bytes) return { ok: false, fault: "too_large" };
      const parsed = await readBytes(bytes, kind, onProgress);
      signal?.throwIfAborted();
      return parsed;
    },
    async draw(body, pages) {
      const bytes = await collect(body, LIMITS.fileBytes);
      const { drawPages } = await import("./formats/pages");
      const drawn = bytes && (await drawPages(bytes, pages).catch(() => null));
      return drawn ?? pages.map((page) => ({ page, jpeg: null }));
    },
  };
}
