import { collect } from "../collect";
import { LIMITS } from "./limits";
import type { PicturesPort } from "./port";

/** Draws in this process: where the platform bounds it (a function of its own per call), and in tests. */
export function createPicturesHere(): PicturesPort {
  return {
    async redraw(body) {
      const bytes = await collect(body, LIMITS.fileBytes);
      if (!bytes) return { ok: false, fault: "too_large" };
      const { redrawBytes } = await import("./redraw");
      return redrawBytes(bytes);
    },
  };
}
