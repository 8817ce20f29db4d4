import { Middleware } from "inngest";
import { newId } from "@/lib/core/ids";
import { type Ports, transaction } from "@/lib/ctx";
import { Caller, systemCtx } from "./caller";

export type Queue = "critical" | "default" | "low";
type Status = "running" | "completed" | "failed" | "cancelled";
type Change = { status?: Status; step?: string; attempts?: number; error?: string | null; endedAt?: Date };

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
 * it failed. A row that cannot be written is logged by the SDK and never fails the job.
 */
export function recordRuns(ports: () => Promise<Ports>, id: string, queue: Queue): Middleware.Class {
  const save = async ({ ctx }: HookArgs, change: Change) => {
    const event = ctx.event;
    await recordRun(await ports(), { runId: ctx.runId, function: id, queue, event }, change);
  };
  return class RecordRuns extends Middleware.BaseMiddleware {
    readonly id = "parley:record-runs";

    override onRunStart(args: Middleware.OnRunStartArgs) {
      return save(args, { status: "running" });
    }

    override onStepStart(args: Middleware.OnStepStartArgs) {
      const { id: step, name } = args.stepInfo.options;
      return save(args, { status: "running", step: name ?? step, attempts: args.ctx.attempt + 1 });
    }

    override onStepError(args: Middleware.OnStepErrorArgs) {
      return save(args, { error: args.error.message });
    }

    override onRunComplete(args: Middleware.OnRunCompleteArgs) {
      return save(args, { status: "completed", error: null, endedAt: new Date() });
    }

    override onRunError(args: Middleware.OnRunErrorArgs) {
      const end = args.isFinalAttempt ? { status: "failed" as const, endedAt: new Date() } : {};
      return save(args, { attempts: args.ctx.attempt + 1, error: args.error.message, ...end });
    }
  };
}

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
