import { followVectors } from "@/lib/documents/embedding/commands";
import { askForVectors, embedPassages, isEmbeddingDue } from "@/lib/runs/embedding/commands";
import { passagesChanged } from "@/lib/sources/events";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job } from "./step";

/** Of twenty seconds each: well below the steps that a run may have. */
const ROUNDS = 200;

/**
 * Gives passages their vectors, one job of a workspace at a time, so that none is paid for twice. What the embedder refuses to do now waits
 * for the next change, or for the clock.
 */
export const embedChanged = job(
  {
    id: "embed-passages",
    debounce: { key: "event.data.workspace_id", period: "2s", timeout: "10s" },
    queue: "low",
    perWorkspace: 1,
    actsAs: "system",
    rows: "failures",
  },
  { event: passagesChanged },
  async ({ step }) => {
    let total = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const { embedded, documentIds, isLeft } = await step.run(`embed ${round}`, embedPassages);
      total += embedded;
      if (documentIds.length > 0) await step.run(`tell ${round}`, (ctx) => followVectors(ctx, documentIds));
      if (!isLeft) return total;
    }
    await step.run("go on", askForVectors);
    return total;
  },
);

/** Goes on with what waits for an embedder that was away, for the next month's budget, or for one that was configured since. */
export const sweepUnembedded = cronJob(
  { id: "sweep-unembedded", queue: "low" },
  "3-58/5 * * * *",
  ({ step }) =>
    everyWorkspace(step, "sweep unembedded", async (ctx) => {
      if (!(await isEmbeddingDue(ctx))) return 0;
      await askForVectors(ctx);
      return 1;
    }),
);
