import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";

/** failed: the dead letter, which holds all that is needed to run again. */
export const JobStatus = z.enum(["running", "completed", "failed", "cancelled"]);
export type JobStatus = z.infer<typeof JobStatus>;

export const JobQueue = z.enum(["critical", "default", "low"]);
export type JobQueue = z.infer<typeof JobQueue>;

/** One run of a job. What it carries is not shown: it may name what an admin may not read. */
export const JobDto = z.object({
  id: Id,
  /** Which job it is, such as `mail-invite`. */
  function: z.string(),
  queue: JobQueue,
  eventName: z.string(),
  status: JobStatus,
  /** The step that it is in, or came to. */
  step: z.string().nullable(),
  attempts: z.int(),
  /** Why it failed, in one sentence of ours. */
  error: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  /** Somebody asked for its end; it comes before the next step. */
  cancelledAt: z.string().nullable(),
  /** Somebody ran it again. */
  retriedAt: z.string().nullable(),
});
export type JobDto = z.infer<typeof JobDto>;

export const JobFilters = z.strictObject({ status: JobStatus.optional(), queue: JobQueue.optional() });
export type JobFilters = z.output<typeof JobFilters>;

const path = "/workspaces/{workspace}/jobs";
const one = `${path}/{jobId}`;

export const listJobsRoute = defineRoute({
  method: "GET",
  path,
  summary: "The jobs of the workspace, the newest first.",
  access: "admin",
  query: { ...pageQuery, ...JobFilters.shape },
  response: pageOf(JobDto),
});

export const retryJobRoute = defineRoute({
  method: "POST",
  path: `${one}/retry`,
  summary: "Run a job again that failed or was canceled, for the same person as before.",
  access: "admin",
  status: 202,
  params: { jobId: Id },
  response: JobDto,
});

export const cancelJobRoute = defineRoute({
  method: "POST",
  path: `${one}/cancel`,
  summary: "Cancel a job that is under way; it ends before its next step.",
  access: "admin",
  status: 202,
  params: { jobId: Id },
  response: JobDto,
});

/** As the operator sees it: where it belongs, and what was said, whoever said it. */
export const OperatorJobDto = JobDto.extend({ workspaceId: Id, workspace: z.string() });
export type OperatorJobDto = z.infer<typeof OperatorJobDto>;

const everywhere = "/ops/jobs";
const anywhere = "/ops/workspaces/{workspaceId}/jobs/{jobId}";

export const listAllJobsRoute = defineRoute({
  method: "GET",
  path: everywhere,
  summary: "For the operator: the jobs of every workspace, the newest first.",
  access: "user",
  query: { ...pageQuery, ...JobFilters.shape },
  response: pageOf(OperatorJobDto),
});

export const retryAnyJobRoute = defineRoute({
  method: "POST",
  path: `${anywhere}/retry`,
  summary: "For the operator: run a job of any workspace again.",
  access: "user",
  status: 202,
  params: { workspaceId: Id, jobId: Id },
  response: JobDto,
});

export const cancelAnyJobRoute = defineRoute({
  method: "POST",
  path: `${anywhere}/cancel`,
  summary: "For the operator: cancel a job of any workspace.",
  access: "user",
  status: 202,
  params: { workspaceId: Id, jobId: Id },
  response: JobDto,
});
