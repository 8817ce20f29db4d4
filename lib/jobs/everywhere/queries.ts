import { cursorId, pageById } from "@/lib/core/cursor";
import { type IdentityCtx, type IdentityTx, identity } from "@/lib/ctx";
import { type JobFilters, JobQueue, JobStatus, type OperatorJobDto } from "../schema";

type Page = JobFilters & { cursor?: string | undefined; limit: number };

/** What the operator's role may read of a job: nothing of what it carries. */
const COLUMNS = {
  workspaceId: true,
  id: true,
  function: true,
  queue: true,
  eventName: true,
  status: true,
  step: true,
  attempts: true,
  error: true,
  startedAt: true,
  endedAt: true,
  cancelledAt: true,
  retriedAt: true,
} as const;

/** The jobs of every workspace, the newest first. The caller has just proved that this person runs the installation. */
export function listAllJobs(ctx: IdentityCtx, { cursor, limit, status, queue }: Page) {
  const before = cursorId(cursor);
  return identity(ctx, async (tx) => {
    await tx.db.$queryRaw`select set_config('app.operator', 'jobs', true)`;
    const rows = await tx.db.jobRun.findMany({
      where: {
        ...(status ? { status } : {}),
        ...(queue ? { queue } : {}),
        ...(before ? { id: { lt: before } } : {}),
      },
      select: COLUMNS,
      orderBy: { id: "desc" },
      take: limit + 1,
    });
    const slugs = await slugsOf(tx, [...new Set(rows.map(({ workspaceId }) => workspaceId))]);
    return pageById(
      rows,
      limit,
      (row): OperatorJobDto => ({
        id: row.id,
        workspaceId: row.workspaceId,
        workspace: slugs.get(row.workspaceId) ?? row.workspaceId,
        function: row.function,
        queue: JobQueue.catch("default").parse(row.queue),
        eventName: row.eventName,
        status: JobStatus.parse(row.status),
        step: row.step,
        attempts: row.attempts,
        error: row.error,
        startedAt: row.startedAt.toISOString(),
        endedAt: row.endedAt?.toISOString() ?? null,
        cancelledAt: row.cancelledAt?.toISOString() ?? null,
        retriedAt: row.retriedAt?.toISOString() ?? null,
      }),
    );
  });
}

async function slugsOf(tx: IdentityTx, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.db.workspace.findMany({
    where: { id: { in: ids } },
    select: { id: true, slug: true },
  });
  return new Map(rows.map(({ id, slug }) => [id, slug]));
}
