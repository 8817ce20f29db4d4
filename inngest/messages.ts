import { forgetDeleted, SET_ASIDE_SECONDS } from "@/lib/messages/deletions/commands";
import { messageSetAside } from "@/lib/messages/events";
import { job } from "./step";

/** What a deleted message said is forgotten as soon as nobody can undo it any more. */
export const forgetDeletedMessages = job(
  { id: "forget-deleted-message", actsAs: "system", rows: "failures" },
  { event: messageSetAside },
  async ({ payload, step }) => {
    await step.sleep("until it cannot be undone", `${SET_ASIDE_SECONDS}s`);
    await step.run("forget", (ctx) => forgetDeleted(ctx, payload.messageId));
  },
);
