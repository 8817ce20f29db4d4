import { Middleware } from "inngest";
import { DAY } from "@/lib/core/clock";
import { newId } from "@/lib/core/ids";
import { type Ctx, type Ports, transaction } from "@/lib/ctx";
import { jobChanged } from "@/lib/jobs/events";
import { listAdminsHere } from "@/lib/jobs/queries";
import { enqueue } from "@/lib/outbox";
import { Caller, systemCtx } from "./caller";

export type Queue = "critical" | "default" | "low";
export type Rows = "all" | "failures";
type Status = "running" | "completed" | "failed" | "cancelled";
type Change = {
  status?: Status;
  step?: string;
  attempts?: number;
  error?: string | null;
  /** The error is a sentence of ours. */
  isOurs?: boolean;
  endedAt?: Date;
};

/** A run of a job as the SDK describes it. Jobs of no workspace (cron) have no row. */
type Subject = {
  runId: string;
  function: string;
  queue: Queue;
  event: { id?: string | undefined; name: string; data?: unknown };
};

const ERROR_LENGTH = 2_000;

/**
 * Keeps the `JobRun` row that the jobs page shows, the same hosted and embedded: begun, at which step, for which time, ended, and why
 * it failed. With `rows: "failures"` there is a row only when it failed. A row that cannot be written is logged by the SDK and never
 * fails the job.
 */
export function recordRuns(ports: () => Promise<Ports>, { id, queue, rows }: Recording): Middleware.Class {
  const save = async ({ ctx }: HookArgs, change: Change) => {
    if (rows === "failures" && change.status !== "failed") return;
    await recordRun(await ports(), { runId: ctx.runId, function: id, queue, event: ctx.event }, change);
  };
  return class RecordRuns extends Middleware.BaseMiddleware {
    readonly id = "parley:record-runs";
    /** The beginning, which most often is written together with the first step: one statement less. */
    private begun: HookArgs | null = null;

    override onRunStart(args: Middleware.OnRunStartArgs) {
      this.begun = args;
    }

    override onStepStart(args: Middleware.OnStepStartArgs) {
      const { id: step, name } = args.stepInfo.options;
      this.begun = null;
      return save(args, { status: "running", step: name ?? step, attempts: args.ctx.attempt + 1 });
    }

    override onStepError(args: Middleware.OnStepErrorArgs) {
      return save(args, whyOf(args.error));
    }

    override onRunComplete(args: Middleware.OnRunCompleteArgs) {
      this.begun = null;
      return save(args, { status: "completed", error: null, endedAt: new Date() });
    }

    override onRunError(args: Middleware.OnRunErrorArgs) {
      this.begun = null;
      const end = args.isFinalAttempt ? { status: "failed" as const, endedAt: new Date() } : {};
      return save(args, { attempts: args.ctx.attempt + 1, ...whyOf(args.error), ...end });
    }

    override async wrapRequest({ next }: Middleware.WrapRequestArgs) {
      const response = await next();
      if (this.begun) await save(this.begun, { status: "running" });
      return response;
    }
  };
}

/** What asStepError made of an AppError speaks our words; whatever else was thrown may say anything. */
function whyOf({ name, message }: Error): { error: string; isOurs: boolean } {
  return { error: message, isOurs: OURS.has(name) };
}

const OURS = new Set(["AppError", "NonRetriableError", "RetryAfterError"]);

type Recording = { id: string; queue: Queue; rows: Rows };
type HookArgs = { readonly ctx: Middleware.OnRunStartArgs["ctx"] };

/**
 * Writes what changed about a run, and the row itself if it is not there yet. A row that has ended stays as it is, for a cancelled run
 * does not know that it was; only the runner's own word about the end, `isVerdict`, overrules.
 */
export async function recordRun(
  ports: Ports,
  subject: Subject,
  change: Change & { isVerdict?: boolean },
): Promise<void> {
  const caller = Caller.safeParse(subject.event.data);
  if (!caller.success) return;
  const ctx = systemCtx(ports, caller.data.workspace_id, "job record");
  const { workspaceId } = ctx;
  const { runId, queue, event } = subject;
  const { isVerdict, ...changed } = {
    ...change,
    ...(change.error ? { error: change.error.slice(0, ERROR_LENGTH) } : {}),
  };
  await transaction(ctx, async (tx) => {
    const isOpen = isVerdict ? {} : { status: "running" };
    const { count } = await tx.db.jobRun.updateMany({
      where: { workspaceId, runId, ...isOpen },
      data: changed,
    });
    const isNews = count === 0 || (changed.status !== undefined && changed.status !== "running");
    const adminIds = isNews ? await listAdminsHere(tx) : [];
    if (adminIds.length > 0) await enqueue(tx, jobChanged({ adminIds }));
    if (count > 0) return;
    const row = {
      workspaceId,
      id: newId(),
      runId,
      function: subject.function,
      queue,
      eventId: event.id ?? "",
      eventName: event.name,
      payload: event.data as object, // an object, or it would not have been a Caller
      status: "running",
      ...changed,
    };
    await tx.db.jobRun.createMany({ data: [row], skipDuplicates: true });
  });
}

/** Forgets rows that ended two weeks ago, failures after a month. Returns how many. */
export async function forgetRuns(ctx: Ctx): Promise<number> {
  const before = (days: number) => new Date(ctx.clock.now().getTime() - days * DAY);
  return transaction(ctx, async (tx) => {
    const { count } = await tx.db.jobRun.deleteMany({
      where: {
        workspaceId: tx.workspaceId,
        OR: [{ endedAt: { lt: before(30) } }, { endedAt: { lt: before(14) }, status: { not: "failed" } }],
      },
    });
    return count;
  });
}
