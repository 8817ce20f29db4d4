import { availableParallelism } from "node:os";
import path from "node:path";
import { z } from "zod";
import { runApart, turns } from "@/lib/adapters/apart";
import { AppError } from "@/lib/core/errors";
import { LIMITS } from "./limits";
import type { OcrPort } from "./port";

/** Below everything else that this machine does, the reading of documents too: a page of print keeps a core busy for seconds. */
const NICE = 18;

const Fraction = z.number().min(-1).max(2);
const Box = z.object({ left: Fraction, top: Fraction, width: Fraction, height: Fraction });
const Said = z.object({ paragraphs: z.array(z.array(z.object({ text: z.string(), box: Box }))) });

type Bounds = { seconds?: number; memoryMegabytes?: number };

/** Tesseract, each page in a process of its own. One core is left to everybody else. */
export function createEmbeddedOcr(languages: string[], bounds: Bounds = {}): OcrPort {
  const { seconds = LIMITS.seconds, memoryMegabytes = LIMITS.memoryMegabytes } = bounds;
  const turn = turns(Math.max(1, availableParallelism() - 1));
  const script = path.join(/* turbopackIgnore: true */ process.cwd(), "lib/adapters/ocr/child.ts");
  const args = [String(memoryMegabytes), ...languages];
  return {
    engine: () => ({ kind: "embedded", languages }),
    async look(jpeg) {
      const leave = await turn();
      try {
        const said: z.infer<typeof Said>[] = [];
        const how = { script, args, heapMegabytes: LIMITS.heapMegabytes, seconds, nice: NICE };
        await runApart(how, new Blob([new Uint8Array(jpeg)]).stream(), (line) => {
          said.push(Said.parse(JSON.parse(line))); // the engine is written in C: nothing that ran beside it is believed
        });
        const [page] = said;
        // Late, ended by its memory, or by what is in the picture: the next time would be the same.
        if (!page) throw new AppError("TOO_LARGE", "This page takes more to read than a page may.");
        return { ...page, usage: null };
      } finally {
        leave();
      }
    },
  };
}
