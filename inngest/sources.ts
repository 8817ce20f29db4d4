import { conversationIndexRequested } from "@/lib/messages/events";
import { followConversation } from "@/lib/sources/following/commands";
import { refreshStatistics } from "@/lib/sources/statistics/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job } from "./step";

/** Things were written, edited or deleted: the index follows once they pause, or after five seconds of talk. */
export const followIndex = job(
  {
    id: "index-conversation",
    debounce: { key: "event.data.conversation_id", period: "1s", timeout: "5s" },
    perWorkspace: 10,
    actsAs: "system",
    rows: "failures",
  },
  { event: conversationIndexRequested },
  ({ payload, step }) => step.run("index", (ctx) => followConversation(ctx, payload.conversationId)),
);

/** Counts anew which words are common in what everybody may read. */
export const countTerms = cronJob({ id: "count-terms", queue: "low" }, "17 * * * *", ({ step }) =>
  everyWorkspace(step, "count terms", async (ctx) => {
    await refreshStatistics(ctx);
    return 1;
  }),
);
