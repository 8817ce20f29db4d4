import { log } from "@/lib/core/log";
import type { Ports } from "@/lib/ctx";
import { eraseTexts } from "@/lib/documents/erasing/commands";
import { eraseFiles } from "@/lib/files/erasing/commands";
import { eraseSlices } from "@/lib/recordings/erasing/commands";
import { eraseIndex } from "@/lib/sources/erasing/commands";
import { eraseWorkspace } from "@/lib/workspaces/erasure/commands";
import { listDue } from "@/lib/workspaces/erasure/queries";
import { systemCtx } from "./caller";
import { cronJob } from "./step";

/** Erases what nobody brought back in 30 days. */
export const eraseDeleted = cronJob({ id: "erase-workspaces", queue: "low" }, "43 3 * * *", ({ step }) =>
  step.run("erase", eraseDue),
);

/**
 * First what hangs on no row of the workspace (bytes, index), then the workspace: whatever is interrupted is due again the next night. One that
 * cannot be erased does not keep the others. Returns how many went.
 */
export async function eraseDue(ports: Ports): Promise<number> {
  let erased = 0;
  for (const id of await listDue(ports)) {
    try {
      const ctx = systemCtx(ports, id, "erase-workspaces");
      for (const erase of [eraseFiles, eraseTexts, eraseSlices, eraseIndex]) await erase(ctx);
      if (await eraseWorkspace(ports, id)) erased++;
    } catch (error) {
      log.error("workspace.not_erased", { workspace_id: id }, error);
    }
  }
  return erased;
}
