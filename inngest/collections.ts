import { purgeCollections } from "@/lib/collections/erasing/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob } from "./step";

/** Erases what nobody brought back in 30 days. */
export const purgeDeletedCollections = cronJob(
  { id: "purge-collections", queue: "low" },
  "41 3 * * *",
  ({ step }) => everyWorkspace(step, "purge collections", purgeCollections),
);
