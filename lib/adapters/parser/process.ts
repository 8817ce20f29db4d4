import { availableParallelism } from "node:os";
import path from "node:path";
import { z } from "zod";
import { runApart, turns } from "@/lib/adapters/apart";
import { LIMITS } from "./limits";
import type { Parsed, ParserPort } from "./port";

/** Below everything else that this machine does: a page or a message never waits for a document. */
const NICE = 15;

const Drawn = z.object({
  page: z.int(),
  jpeg: z
    .base64()
    .transform((text) => new Uint8Array(Buffer.from(text, "base64")))
    .nullable(),
});

export type ParserProcesses = { seconds?: number; heapMegabytes?: number; atOnce?: number };

/**
 * Reads each document in a process of its own, which is killed when it takes too much or is no longer wanted: what is in a file can end that
 * process, and nothing else. One core is left to everybody else.
 */
export function createParserProcess(options: ParserProcesses = {}): ParserPort {
  const { seconds = LIMITS.seconds, heapMegabytes = LIMITS.heapMegabytes } = options;
  const bounds = { heapMegabytes, seconds, nice: NICE };
  const turn = turns(options.atOnce ?? Math.max(1, availableParallelism() - 1));
  const script = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/adapters/parser/child.ts");
  return {
    async parse(body, { kind, signal, onProgress }) {
      const leave = await turn();
      try {
        signal?.throwIfAborted();
        const done: Parsed[] = [];
        const how = { script, args: [kind], ...bounds, signal };
        const { isLate } = await runApart(how, body, (line) => {
          const said: { percent?: number; parsed?: Parsed } = JSON.parse(line); // written by child.ts alone
          if (said.percent !== undefined) onProgress?.(said.percent);
          if (said.parsed) done.push(said.parsed);
        });
        const [parsed] = done;
        if (parsed) return parsed;
        if (isLate) return { ok: false, fault: "too_slow" };
        // Killed by the system or by its own heap: in both cases the file was more than it may be.
        return { ok: false, fault: "too_large" };
      } finally {
        leave();
      }
    },
    async draw(body, pages) {
      const leave = await turn();
      try {
        const drawn = new Map<number, Uint8Array | null>();
        const how = { script, args: ["draw", ...pages.map(String)], ...bounds };
        await runApart(how, body, (line) => {
          const { page, jpeg } = Drawn.parse(JSON.parse(line)); // decoders are written in C: nothing that ran beside them is believed
          drawn.set(page, jpeg);
        });
        // The one that it did not come through was more than a page may be.
        return pages.slice(0, drawn.size + 1).map((page) => ({ page, jpeg: drawn.get(page) ?? null }));
      } finally {
        leave();
      }
    },
  };
}
