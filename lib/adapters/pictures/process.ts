import { availableParallelism } from "node:os";
import path from "node:path";
import { z } from "zod";
import { runApart, turns } from "@/lib/adapters/apart";
import { LIMITS } from "./limits";
import type { PicturesPort, Redrawn } from "./port";

/** Below pages and messages, and above documents: somebody looks at the place where it will be. */
const NICE = 5;

const Bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, "base64")));
const Said = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    width: z.int(),
    height: z.int(),
    isMoving: z.boolean(),
    small: Bytes,
    large: Bytes,
  }),
  z.object({ ok: z.literal(false), fault: z.enum(["damaged", "too_large"]) }),
]);

/**
 * Draws each picture in a process of its own, which is killed when it takes too long and ends itself when it takes too much: what is in a
 * picture can end that process, and nothing else. One core is left to everybody else.
 */
export function createPicturesProcess(
  options: { seconds?: number; memoryMegabytes?: number } = {},
): PicturesPort {
  const { seconds = LIMITS.seconds, memoryMegabytes = LIMITS.memoryMegabytes } = options;
  const turn = turns(Math.max(1, availableParallelism() - 1));
  const script = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/adapters/pictures/child.ts");
  const args = [String(memoryMegabytes)];
  const how = { script, args, heapMegabytes: LIMITS.heapMegabytes, seconds, nice: NICE };
  return {
    async redraw(body) {
      const leave = await turn();
      try {
        const said: Redrawn[] = [];
        await runApart(how, body, (line) => {
          said.push(Said.parse(JSON.parse(line))); // decoders are written in C: nothing that ran beside them is believed
        });
        // Late, or ended by its memory: in both cases the picture was more than it may be.
        return said[0] ?? { ok: false, fault: "too_large" };
      } finally {
        leave();
      }
    },
  };
}
