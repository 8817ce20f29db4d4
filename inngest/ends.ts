import { z } from "zod";
import { everyWorkspace } from "./every-workspace";
import { forgetRuns, recordRun } from "./record";
import { cronJob, type JobDefinition } from "./step";

const Ended = z.object({
  run_id: z.string(),
  function_id: z.string(),
  event: z.looseObject({ id: z.string().optional(), name: z.string(), data: z.unknown() }),
  error: z.looseObject({ message: z.string().optional() }).optional(),
});

/**
 * Writes down the ends that a run does not live to see: it was cancelled, or it failed while its worker was gone. A failed row is the
 * dead letter; it holds all that is needed to run again.
 */
export const recordEnds: JobDefinition = {
  id: "record-ends",
  bind: ({ client, ports }) =>
    client.createFunction(
      {
        id: "record-ends",
        retries: 4,
        triggers: [{ event: "inngest/function.failed" }, { event: "inngest/function.cancelled" }],
      },
      async ({ event, step }) => {
        const { run_id: runId, function_id: functionId, event: cause, error } = Ended.parse(event.data);
        const isFailed = event.name === "inngest/function.failed";
        await step.run("record", async () => {
          const id = functionId.slice(`${client.id}-`.length);
          await recordRun(
            await ports(),
            { runId, function: id, queue: "default", event: cause },
            {
              status: isFailed ? "failed" : "cancelled",
              error: isFailed ? (error?.message ?? "Unknown error") : null,
              endedAt: new Date(),
              isVerdict: true,
            },
          );
        });
      },
    ),
};

/** Forgets what the jobs page has shown long enough, each night. */
export const forgetEnded = cronJob({ id: "forget-job-runs", queue: "low" }, "7 3 * * *", ({ step }) =>
  everyWorkspace(step, "forget job runs", forgetRuns),
);
