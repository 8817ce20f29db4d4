import { forgetDeleted, SET_ASIDE_SECONDS, sweepDeleted } from "@/lib/messages/deletions/commands";
import { messageSetAside } from "@/lib/messages/events";
import { hideVoice, settleVoice, sweepVoices } from "@/lib/recordings/voice/commands";
import { eraseQuotedWords } from "@/lib/tasks/erasing/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job } from "./step";

/** What a deleted message said is forgotten as soon as nobody can undo it any more. */
export const forgetDeletedMessages = job(
  { id: "forget-deleted-message", actsAs: "system", rows: "failures" },
  { event: messageSetAside },
  async ({ payload, step }) => {
    await step.run("hide what was said aloud", (ctx) => hideVoice(ctx, payload.messageId));
    await step.sleep("until it cannot be undone", `${SET_ASIDE_SECONDS}s`);
    await step.run("forget", (ctx) => forgetDeleted(ctx, payload.messageId, new Date(payload.deletedAt)));
    await step.run("forget what tasks quote of it", (ctx) => eraseQuotedWords(ctx));
    await step.run("forget what was said aloud", (ctx) => settleVoice(ctx, payload.messageId));
  },
);

/** The same where that job was lost. */
export const sweepDeletedMessages = cronJob(
  { id: "sweep-deleted-messages", queue: "low" },
  "*/5 * * * *",
  async ({ step }) => {
    await everyWorkspace(step, "sweep deleted messages", sweepDeleted);
    await everyWorkspace(step, "sweep what tasks quote", eraseQuotedWords);
    await everyWorkspace(step, "sweep voice messages", sweepVoices);
  },
);
