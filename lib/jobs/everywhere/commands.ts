import { notFound } from "@/lib/core/errors";
import { enter, type IdentityCtx, identity } from "@/lib/ctx";
import { cancelJob, retryJob } from "../commands";
import type { JobDto } from "../schema";

type Place = { workspaceId: string; jobId: string };

/** As retryJob, by the operator, in whichever workspace. Emits and audits what it does, as the operator's deed. */
export function retryAnyJob(ctx: IdentityCtx, place: Place): Promise<JobDto> {
  return inWorkspace(ctx, place, retryJob);
}

/** As cancelJob, by the operator, in whichever workspace. Emits and audits what it does, as the operator's deed. */
export function cancelAnyJob(ctx: IdentityCtx, place: Place): Promise<JobDto> {
  return inWorkspace(ctx, place, cancelJob);
}

function inWorkspace(
  ctx: IdentityCtx,
  { workspaceId, jobId }: Place,
  work: typeof retryJob,
): Promise<JobDto> {
  const { userId } = ctx;
  if (!userId) throw notFound("job");
  return identity(ctx, async (tx) => {
    if (!(await tx.db.workspace.count({ where: { id: workspaceId } }))) throw notFound("job");
    const actor = { kind: "operator" as const, userId, reason: "operator" };
    return enter(tx, { workspaceId, actor }, (inside) => work(inside, jobId));
  });
}
