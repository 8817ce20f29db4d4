import { conversationIndexRequested } from "@/lib/messages/events";
import { sourceRenamed } from "@/lib/sources/events";
import { followConversation } from "@/lib/sources/following/commands";
import { refreshStatistics } from "@/lib/sources/statistics/commands";
import { followTitle } from "@/lib/sources/titles/commands";
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

/** A document or a recording is called otherwise: it is found by its new name. */
export const followTitles = job(
  { id: "follow-titles", queue: "low", actsAs: "system", rows: "failures" },
  { event: sourceRenamed },
  ({ payload, step }) =>
    step.run("follow", async (ctx) => {
      await followTitle(ctx, payload);
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
