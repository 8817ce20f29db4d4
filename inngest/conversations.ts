import { forgetOldEvents } from "@/lib/conversations/log/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob } from "./step";

/** The logs of conversations reach back thirty days. */
export const forgetOldChanges = cronJob({ id: "forget-old-events", queue: "low" }, "47 3 * * *", ({ step }) =>
  everyWorkspace(step, "forget old events", forgetOldEvents),
);
