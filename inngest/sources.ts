import { messageIndexRequested } from "@/lib/messages/events";
import { indexMessage } from "@/lib/sources/commands";
import { refreshStatistics } from "@/lib/sources/statistics/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job } from "./step";

/** A message was written, edited or deleted: the index follows. */
export const followMessage = job(
  { id: "index-message", perWorkspace: 10, actsAs: "system", rows: "failures" },
  { event: messageIndexRequested },
  ({ payload, step }) =>
    step.run("index", async (ctx) => {
      await indexMessage(ctx, payload.messageId);
      return null;
    }),
);

/** Counts anew which words are common in what everybody may read. */
export const countTerms = cronJob({ id: "count-terms", queue: "low" }, "17 * * * *", ({ step }) =>
  everyWorkspace(step, "count terms", async (ctx) => {
    await refreshStatistics(ctx);
    return 1;
  }),
);
