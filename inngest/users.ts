import { forgetOldAnswers } from "@/lib/limits/idempotency/commands";
import { forgetExpired } from "@/lib/users/cleanup/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob } from "./step";

/** Forgets what has run out, each night. */
export const forgetOld = cronJob({ id: "forget-old", queue: "low" }, "17 3 * * *", async ({ step }) => {
  const global = await step.run("forget what expired", forgetExpired);
  return global + (await everyWorkspace(step, "forget old answers", forgetOldAnswers));
});
