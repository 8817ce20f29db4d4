import { messageEdited } from "@/lib/messages/events";
import { tellOwners } from "@/lib/tasks/corrections/commands";
import { remindOwners } from "@/lib/tasks/reminding/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob, job } from "./step";

/** A message was edited: whoever has to do what was made of it is told. */
export const tellOfMessage = job(
  { id: "tell-of-message", actsAs: "system", rows: "failures" },
  { event: messageEdited },
  ({ payload, step }) =>
    step.run("tell", async (ctx) => {
      await tellOwners(ctx, { type: "message", id: payload.messageId });
      return null;
    }),
);

/** Tasks that are due today come before their owners again, in the morning of the workspace's time zone. */
export const remindOfTasks = cronJob({ id: "remind-of-tasks", queue: "low" }, "*/15 * * * *", ({ step }) =>
  everyWorkspace(step, "remind of tasks", remindOwners),
);
