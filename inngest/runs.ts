import { assistantMentioned } from "@/lib/messages/events";
import { startRun, sweepRuns } from "@/lib/runs/commands";
import { runRequested } from "@/lib/runs/events";
import { advanceRun } from "@/lib/runs/turns/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job } from "./step";

/** An assistant was asked in front of others. The message names the run: however often the event comes, it is answered once. */
export const answerMention = job(
  { id: "answer-mention", queue: "critical" },
  { event: assistantMentioned },
  async ({ payload, step }) => {
    const { conversationId, messageId, assistantId } = payload;
    const runId = await step.run("start", async (ctx) => {
      const { run } = await startRun(ctx, {
        conversationId,
        messageId,
        assistantId,
        key: `mention ${messageId}`,
      });
      return run.id;
    });
    return step.run("answer", (ctx) => advanceRun(ctx, runId));
  },
);

/** A run waits for somebody to go on with it. A worker that died in the middle is not repeated here: the sweeper ends its run. */
export const workOnRun = job(
  { id: "work-on-run", queue: "critical" },
  { event: runRequested },
  ({ payload, step }) => step.run("answer", (ctx) => advanceRun(ctx, payload.runId)),
);

/** Ends what dead workers left, within a minute. */
export const sweepDeadRuns = cronJob({ id: "sweep-runs", queue: "critical" }, "* * * * *", ({ step }) =>
  everyWorkspace(step, "sweep runs", sweepRuns),
);
