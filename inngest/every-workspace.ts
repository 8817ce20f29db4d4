import { log } from "@/lib/core/log";
import type { Ctx, Ports } from "@/lib/ctx";
import { systemCtx } from "./caller";
import type { Steps } from "./step";

/** Workspaces in one step: at 20 ms each on a remote database, a few seconds. */
const PER_STEP = 200;

/**
 * Does the same in every workspace, one after the other, as `system`. What fails in one does not keep the others from their turn. The
 * list of workspaces is the only thing read before a tenant is known. Returns the sum of what `work` returned.
 */
export async function everyWorkspace(
  step: Steps<Ports>,
  reason: string,
  work: (ctx: Ctx) => Promise<number>,
): Promise<number> {
  const ids = await step.run("list workspaces", (ports) =>
    ports.database.inTransaction({ role: "app_identity" }, async (db) => {
      const rows = await db.workspace.findMany({ where: { deletedAt: null }, select: { id: true } });
      return rows.map(({ id }) => id);
    }),
  );
  let total = 0;
  for (let from = 0; from < ids.length; from += PER_STEP) {
    const some = ids.slice(from, from + PER_STEP);
    total += await step.run(`${reason} from ${from}`, (ports) => inEach(ports, some, reason, work));
  }
  return total;
}

async function inEach(
  ports: Ports,
  ids: string[],
  reason: string,
  work: (ctx: Ctx) => Promise<number>,
): Promise<number> {
  let total = 0;
  for (const id of ids) {
    try {
      total += await work(systemCtx(ports, id, reason));
    } catch (error) {
      log.error("job.workspace_failed", { workspace_id: id, job: reason }, error);
    }
  }
  return total;
}
