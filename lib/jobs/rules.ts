import type { JobDto } from "./schema";

/** What has ended badly can run again, once: the new run has a row of its own. */
export function canRetry({ status, retriedAt }: Pick<JobDto, "status" | "retriedAt">): boolean {
  return (status === "failed" || status === "cancelled") && retriedAt === null;
}

/** What is under way and was not asked already. */
export function canCancel({ status, cancelledAt }: Pick<JobDto, "status" | "cancelledAt">): boolean {
  return status === "running" && cancelledAt === null;
}
