import { publishStragglers } from "@/lib/outbox";
import { everyWorkspace } from "./every-workspace";
import { cronJob } from "./step";

const BATCH = 100;

/** Publishes what its writer could not, and no later write has taken along. */
export const sweepOutbox = cronJob({ id: "sweep-outbox", queue: "low" }, "*/15 * * * *", ({ step }) =>
  everyWorkspace(step, "sweep outbox", async (ctx) => {
    let total = 0;
    for (let taken = BATCH; taken === BATCH; total += taken) taken = await publishStragglers(ctx, BATCH);
    return total;
  }),
);
