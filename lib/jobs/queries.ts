import { cursorId, pageById } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { TxCtx } from "@/lib/ctx";
import type { JobRun } from "@/prisma/generated/client";
import { type JobDto, type JobFilters, JobQueue, JobStatus } from "./schema";

/** For whatever was not said by us: an error of a database or a vendor is nobody's to read but the operator's. */
const NOT_OURS = "Something failed on our side. The log of the installation says what.";

type Page = JobFilters & { cursor?: string | undefined; limit: number };

/** The jobs of the workspace, the newest first. */
export async function listJobs(tx: TxCtx, { cursor, limit, status, queue }: Page) {
  const before = cursorId(cursor);
  const rows = await tx.db.jobRun.findMany({
    where: {
      workspaceId: tx.workspaceId,
      ...(status ? { status } : {}),
      ...(queue ? { queue } : {}),
      ...(before ? { id: { lt: before } } : {}),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return pageById(rows, limit, toJobDto);
}

/** Jobs that failed and that nobody ran again. */
export function countDeadLetters(tx: TxCtx): Promise<number> {
  return tx.db.jobRun.count({ where: { workspaceId: tx.workspaceId, status: "failed", retriedAt: null } });
}

/** The row of a job, locked until the transaction ends. Throws NOT_FOUND. */
export async function lockJob(tx: TxCtx, id: string): Promise<JobRun> {
  await tx.db.$queryRaw`
    select 1 from "JobRun" where "workspaceId" = ${tx.workspaceId}::uuid and id = ${id}::uuid for update`;
  const row = await tx.db.jobRun.findFirst({ where: { workspaceId: tx.workspaceId, id } });
  if (!row) throw notFound("job");
  return row;
}

/** The admins who are connected: whom a change is worth telling. */
export async function listAdminsHere(tx: TxCtx): Promise<string[]> {
  const admins = await tx.db.member.findMany({
    where: {
      workspaceId: tx.workspaceId,
      status: "active",
      online: true,
      role: { in: ["owner", "admin"] },
    },
    select: { id: true },
    take: 100,
  });
  return admins.map(({ id }) => id);
}

export function toJobDto(row: JobRun): JobDto {
  return {
    id: row.id,
    function: row.function,
    queue: JobQueue.catch("default").parse(row.queue),
    eventName: row.eventName,
    status: JobStatus.parse(row.status),
    step: row.step,
    attempts: row.attempts,
    error: row.error === null || row.isOurs ? row.error : NOT_OURS,
    startedAt: row.startedAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    cancelledAt: row.cancelledAt?.toISOString() ?? null,
    retriedAt: row.retriedAt?.toISOString() ?? null,
  };
}
