import { eraseWorkspaces } from "@/lib/workspaces/erasure/commands";
import { cronJob } from "./step";

/** Erases what nobody brought back in 30 days. */
export const eraseDeleted = cronJob({ id: "erase-workspaces", queue: "low" }, "43 3 * * *", ({ step }) =>
  step.run("erase", eraseWorkspaces),
);
