import { leaveConversations } from "@/lib/conversations/departure/commands";
import { reconcilePresence } from "@/lib/conversations/presence/commands";
import { readTopic } from "@/lib/conversations/topics/schema";
import type { Ports } from "@/lib/ctx";
import { accessRevoked } from "@/lib/members/events";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job, type Steps } from "./step";

/**
 * Somebody may hear less than before: their sockets end, and browsers that may still come are authorized anew. By the system: whoever caused
 * it may be nobody here any more.
 */
export const endAccess = job(
  { id: "end-access", queue: "critical", actsAs: "system" },
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

export const correctPresence = cronJob({ id: "correct-presence", queue: "low" }, "*/5 * * * *", ({ step }) =>
  correctWhoIsHere(step),
);

/** What webhooks say of who is here may get lost on its way. Returns how many were shown wrongly. */
export async function correctWhoIsHere(step: Steps<Ports>): Promise<number> {
  const first = await step.run("ask who is here", askWhoIsHere);
  await step.sleep("let pages be reloaded", RELOAD);
  const second = await step.run("ask once more", askWhoIsHere);
  const occupied = {
    memberIds: new Set([...first.ids, ...second.ids]),
    askedAt: new Date(first.askedAt),
  };
  return everyWorkspace(step, "correct presence", (ctx) => reconcilePresence(ctx, occupied));
}

/**
 * Longer than the service waits before it says that somebody went. Who reloads a page while it is asked is not there, and neither their going
 * nor their coming back is said: asked once, they would be gone until the next time.
 */
const RELOAD = "5s";

async function askWhoIsHere({ realtime, clock }: Ports): Promise<{ ids: string[]; askedAt: string }> {
  const askedAt = clock.now().toISOString();
  const topics = await realtime.listOccupied("private-u.");
  return { ids: topics.flatMap((topic) => readTopic(topic)?.id ?? []), askedAt };
}
