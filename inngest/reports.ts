import { reportRequested } from "@/lib/recordings/events";
import type { WritingTurn } from "@/lib/recordings/reports/writing/schema";
import { sweepWritings } from "@/lib/recordings/reports/writing/sweeping/commands";
import {
  failWriting,
  finishWriting,
  listUnread,
  readWindow,
} from "@/lib/recordings/reports/writing/windows/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob, type EventSteps, job } from "./step";

/** So many windows of a workspace are read at a time, by whatever models it has. */
const WINDOWS_AT_ONCE = 3;

/** A model writes a report that somebody asked for. */
export const writeReport = job(
  { id: "write-report", perWorkspace: WINDOWS_AT_ONCE, actsAs: "system" },
  { event: reportRequested },
  async ({ payload, step }) => {
    await writeInSteps(payload, step);
    return null;
  },
);

/** Window by window, each read once, then all of it as one: also the last stage of what works on a recording. */
export async function writeInSteps(turn: WritingTurn, step: Pick<EventSteps, "run">): Promise<void> {
  try {
    const unread = await step.run("report windows", (ctx) => listUnread(ctx, turn));
    for (let from = 0; from < unread.length; from += WINDOWS_AT_ONCE) {
      const some = unread
        .slice(from, from + WINDOWS_AT_ONCE)
        .map((index) => step.run(`report window ${index}`, (ctx) => readWindow(ctx, turn, index)));
      const answers = await Promise.allSettled(some);
      // When none of the first ones is answered, the others are not asked: the report is not worth an hour of waiting.
      if (from === 0 && answers.every((answer) => answer.status === "rejected" || !answer.value)) break;
    }
    await step.run("report", (ctx) => finishWriting(ctx, turn));
  } catch (error) {
    await step.run("give up the report", (ctx) =>
      failWriting(ctx, turn, "Something failed on our side. The report is as it was."),
    );
    throw error;
  }
}

/** Says of reports whose job was lost that they will not come. */
export const sweepLostReports = cronJob({ id: "sweep-reports", queue: "low" }, "53 * * * *", ({ step }) =>
  everyWorkspace(step, "sweep reports", sweepWritings),
);
