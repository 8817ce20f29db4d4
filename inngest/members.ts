import { leaveConversations } from "@/lib/conversations/departure/commands";
import { reconcilePresence } from "@/lib/conversations/presence/commands";
import { readTopic } from "@/lib/conversations/topics/schema";
import { accessRevoked } from "@/lib/members/events";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job } from "./step";

/** Somebody may hear less than before: their sockets end, and browsers that may still come are authorized anew. */
export const endAccess = job(
  { id: "end-access", queue: "critical" },
  { event: accessRevoked },
  async ({ payload, step }) => {
    const { userId, memberId, reason } = payload;
    if (userId)
      await step.run("end connections", async (ctx) => {
        await ctx.realtime.terminate(userId);
      });
    if (reason === "removed")
      await step.run("leave conversations", (ctx) => leaveConversations(ctx, memberId));
  },
);

/** What webhooks say of who is here may get lost on its way. */
export const correctPresence = cronJob(
  { id: "correct-presence", queue: "low" },
  "*/5 * * * *",
  async ({ step }) => {
    const { ids, askedAt } = await step.run("ask who is here", async ({ realtime, clock }) => {
      const askedAt = clock.now().toISOString();
      const topics = await realtime.listOccupied("private-u.");
      return { ids: topics.flatMap((topic) => readTopic(topic)?.id ?? []), askedAt };
    });
    const occupied = { memberIds: new Set(ids), askedAt: new Date(askedAt) };
    return everyWorkspace(step, "correct presence", (ctx) => reconcilePresence(ctx, occupied));
  },
);
