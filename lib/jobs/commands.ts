import { JOB_CANCELLED, retryEventName } from "@/lib/adapters/jobs/port";
import { appendAudit } from "@/lib/audit/policy";
import { AppError } from "@/lib/core/errors";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { enqueue, enqueueAgain } from "@/lib/outbox";
import { jobChanged } from "./events";
import { listAdminsHere, lockJob, toJobDto } from "./queries";
import { canCancel, canRetry } from "./rules";
import type { JobDto } from "./schema";

/**
 * Runs a job again that failed or was canceled: the same function, with the same payload, as whoever caused it the first time, whose
 * permission is checked anew. Throws CONFLICT for what is under way, is done, or was run again already. Emits job.changed and the
 * function's retry event. Audited.
 */
export function retryJob(ctx: Ctx | TxCtx, id: string): Promise<JobDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockJob(tx, id);
    if (!canRetry(toJobDto(row))) {
      const why = row.retriedAt ? "This job was run again already." : "Only a job that failed can run again.";
      throw new AppError("CONFLICT", why);
    }
    // The payload as the outbox once wrote it, with its caller.
    await enqueueAgain(tx, retryEventName(row.function), row.payload as Record<string, unknown>);
    return change(tx, id, { retriedAt: tx.clock.now() }, "job.retried");
  });
}

/**
 * Asks a job that is under way to end; it does so before its next step. Throws CONFLICT for what has ended or was asked already. Emits
 * job.changed and the cancel event. Audited.
 */
export function cancelJob(ctx: Ctx | TxCtx, id: string): Promise<JobDto> {
  return transaction(ctx, async (tx) => {
    const row = await lockJob(tx, id);
    if (!canCancel(toJobDto(row))) {
      const why = row.cancelledAt ? "This job is being canceled already." : "This job has ended.";
      throw new AppError("CONFLICT", why);
    }
    const payload = { event_id: row.eventId, function_id: row.function };
    await enqueue(tx, { name: JOB_CANCELLED, topics: [], payload, isJob: true });
    return change(tx, id, { cancelledAt: tx.clock.now() }, "job.cancelled");
  });
}

async function change(
  tx: TxCtx,
  id: string,
  data: { retriedAt?: Date; cancelledAt?: Date },
  action: "job.retried" | "job.cancelled",
): Promise<JobDto> {
  const row = await tx.db.jobRun.update({
    where: { workspaceId_id: { workspaceId: tx.workspaceId, id } },
    data,
  });
  const adminIds = await listAdminsHere(tx);
  if (adminIds.length > 0) await enqueue(tx, jobChanged({ adminIds }));
  await appendAudit(tx, { action, target: { kind: "job", id }, after: { function: row.function } });
  return toJobDto(row);
}
