import { publishStragglers } from "@/lib/relay";
import { everyWorkspace } from "./every-workspace";
import { cronJob } from "./step";

/** Publishes what its writer could not, and no later write has taken along: where no process of ours lives long enough to look. */
export const sweepOutbox = cronJob({ id: "sweep-outbox", queue: "low" }, "*/15 * * * *", ({ step }) =>
  everyWorkspace(step, "sweep outbox", publishStragglers),
);
