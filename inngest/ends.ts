import { z } from "zod";
import { fromSnake } from "@/lib/core/case";
import type { EventDefinition } from "@/lib/core/event";
import type { Ctx, Ports } from "@/lib/ctx";
import { recordingReceived, reportRequested } from "@/lib/recordings/events";
import { failRecording } from "@/lib/recordings/processing/commands";
import { failWritings } from "@/lib/recordings/reports/writing/commands";
import { failWriting } from "@/lib/recordings/reports/writing/windows/commands";
import { Caller, systemCtx } from "./caller";
import { everyWorkspace } from "./every-workspace";
import { forgetRuns, recordRun } from "./record";
import { processRecording } from "./recordings";
import { writeReport } from "./reports";
import { cronJob, type JobDefinition } from "./step";

const Ended = z.object({
  run_id: z.string(),
  function_id: z.string(),
  event: z.looseObject({ id: z.string().optional(), name: z.string(), data: z.unknown() }),
  error: z.looseObject({ message: z.string().optional() }).optional(),
});

/** What jobs leave open that are cancelled between two steps, and so cannot say that it will not come. */
const LEFT: Record<string, (ctx: Ctx, data: unknown) => Promise<void>> = {
  [processRecording.id]: async (ctx, data) => {
    const { recordingId } = readEvent(recordingReceived, data);
    await failWritings(ctx, recordingId, "It was canceled. What was read is kept.");
    await failRecording(ctx, recordingId, "The work on it was canceled. What was done is kept: try again.");
  },
  [writeReport.id]: (ctx, data) =>
    failWriting(
      ctx,
      readEvent(reportRequested, data),
      "It was canceled. What was read is kept, and the report is as it was.",
    ),
};

async function endLeft(ports: Ports, id: string, data: unknown): Promise<void> {
  const caller = Caller.safeParse(data);
  if (caller.success) await LEFT[id]?.(systemCtx(ports, caller.data.workspace_id, "job cancelled"), data);
}

function readEvent<S extends z.ZodObject>({ schema }: EventDefinition<S>, data: unknown): z.output<S> {
  return schema.parse(fromSnake(schema, data));
}

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
        const id = functionId.slice(`${client.id}-`.length);
        if (!isFailed) await step.run("end what it left", async () => endLeft(await ports(), id, cause.data));
      },
    ),
};

/** Forgets what the jobs page has shown long enough, each night. */
export const forgetEnded = cronJob({ id: "forget-job-runs", queue: "low" }, "7 3 * * *", ({ step }) =>
  everyWorkspace(step, "forget job runs", forgetRuns),
);
