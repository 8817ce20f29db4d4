import { type InngestFunction, NonRetriableError, RetryAfterError, referenceFunction } from "inngest";
import type { z } from "zod";
import { JOB_CANCELLED, retryEventName } from "@/lib/adapters/jobs/port";
import { fromSnake, toSnake } from "@/lib/core/case";
import { isAppError } from "@/lib/core/errors";
import type { EventDefinition } from "@/lib/core/event";
import { log } from "@/lib/core/log";
import type { Ctx, Ports } from "@/lib/ctx";
import { Caller, mintCtx } from "./caller";
import type { JobsClient } from "./client";
import { type Queue, type Rows, recordRuns } from "./record";

/** What jobs run with: the client that registers them, and the ports of the process. Tests bring their own. */
type JobsRuntime = { client: JobsClient; ports: () => Promise<Ports> };

/** A job before it is registered. `index.ts` lists them all. */
export type JobDefinition = { id: string; bind(runtime: JobsRuntime): InngestFunction.Any };

/** A job that an event starts, which another job may invoke with the same payload. */
export type EventJob<S extends z.ZodObject, T> = JobDefinition & { schema: S; result?: T };

type Rules = Pick<InngestFunction.Options, "retries" | "idempotency" | "debounce" | "singleton" | "throttle">;
export type JobConfig = Rules & {
  /** Never changed: runs that wait are found by it. */
  id: string;
  /** `critical` goes five minutes ahead of its place in the queue, `low` five minutes behind. */
  queue?: Queue;
  /** How many calls for one workspace may execute at a time, so that none keeps out the others. 5 unless told. */
  perWorkspace?: number;
  /** `system`: for work that only derives, which is due also when whoever caused it has left. The caller unless told. */
  actsAs?: "caller" | "system";
  /** `failures`: for what happens all the time, such as indexing; the jobs page then shows only what failed. */
  rows?: Rows;
};

/** What a step may return: it is kept as JSON and comes back as such. */
// biome-ignore lint/suspicious/noConfusingVoidType: many a step returns nothing at all
export type Kept = Json | void;
type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };

/** A moment or a span: a Date, or text such as `30s`, `2h`, `7d`. */
type Until = Date | string;

export type Steps<C> = {
  /** Does something once: when the job goes on after a crash or a retry, what it returned is still there. */
  run<T extends Kept>(name: string, work: (ctx: C) => Promise<T>): Promise<T>;
  sleep(name: string, until: Until): Promise<void>;
};

export type EventSteps = Steps<Ctx> & {
  /** The payload of the next such event of this workspace in which the field is the same as in ours, or null after the timeout. */
  waitForEvent<S extends z.ZodObject>(
    name: string,
    wait: { event: EventDefinition<S>; match: string; timeout: Until },
  ): Promise<z.output<S> | null>;
  /** Runs another job for the same caller and returns what it returned. Throws when it failed. */
  invoke<S extends z.ZodObject, T extends Kept>(
    name: string,
    job: EventJob<S, T>,
    payload: z.input<S>,
  ): Promise<T>;
};

type EventHandler<S extends z.ZodObject, T> = (run: {
  payload: z.output<S>;
  step: EventSteps;
  runId: string;
}) => Promise<T>;

const RANK: Record<Queue, string> = { critical: "300", default: "0", low: "-300" };
const PER_WORKSPACE = 5;
/** Refusals that time may lift. Any other will be the same the next time. */
const PASSING = ["UNAVAILABLE", "RATE_LIMITED", "CONFLICT", "INTERNAL"] as const;

/**
 * Declares a job: a list of steps, each of which calls a command. An event's job has a ctx for each step, minted anew as whoever
 * caused the event, and a row on the jobs page; it can be cancelled and run again from there.
 */
export function job<S extends z.ZodObject, T extends Kept>(
  config: JobConfig,
  trigger: { event: EventDefinition<S> },
  handler: EventHandler<S, T>,
): EventJob<S, T> {
  const { schema, eventName } = trigger.event;
  const bind = ({ client, ports }: JobsRuntime) =>
    client.createFunction(
      {
        ...options(config),
        triggers: [{ event: eventName }, { event: retryEventName(config.id) }],
        concurrency: [{ key: "event.data.workspace_id", limit: config.perWorkspace ?? PER_WORKSPACE }],
        cancelOn: [{ event: JOB_CANCELLED, if: cancelCondition(config.id) }],
        middleware: [recordRuns(ports, { rows: "all", queue: "default", ...config })],
      },
      async ({ event, step, runId, attempt }) => {
        const caller = parsed(Caller, event.data);
        const payload = parsed(schema, fromSnake(schema, event.data));
        const about = { job: config.id, run_id: runId, attempt, request_id: caller.request_id };
        const run = <R extends Kept>(name: string, work: (ctx: Ctx) => Promise<R>) =>
          step.run(name, async () => {
            const ctx = await mintCtx(await ports(), caller, config);
            return logged({ ...about, step: name, workspace_id: ctx.workspaceId }, () => work(ctx));
          }) as Promise<R>; // Json, so that keeping it changes nothing
        return handler({ payload, runId, step: { ...waits(step), run, ...conversations(step, caller) } });
      },
    );
  return { id: config.id, schema, bind };
}

/** Declares a job that the clock starts. It has no caller and no workspace; `everyWorkspace` goes through them. */
export function cronJob(
  config: Omit<JobConfig, "perWorkspace" | "actsAs" | "rows">,
  cron: string,
  handler: (run: { step: Steps<Ports>; runId: string }) => Promise<Kept>,
): JobDefinition {
  const bind = ({ client, ports }: JobsRuntime) =>
    client.createFunction(
      { ...options(config), triggers: [{ cron }], concurrency: [{ limit: 1 }] },
      async ({ step, runId, attempt }) => {
        const run = <R extends Kept>(name: string, work: (ports: Ports) => Promise<R>) =>
          step.run(name, async () => {
            const made = await ports();
            return logged({ job: config.id, run_id: runId, attempt, step: name }, () => work(made));
          }) as Promise<R>; // as above
        return handler({ runId, step: { ...waits(step), run } });
      },
    );
  return { id: config.id, bind };
}

type SdkSteps = Parameters<Parameters<JobsClient["createFunction"]>[1]>[0]["step"];

function options({
  id,
  queue = "default",
  retries = 4,
  perWorkspace: _,
  actsAs: __,
  rows: ___,
  ...rules
}: JobConfig) {
  return { id, retries, priority: { run: RANK[queue] }, ...rules };
}

function waits(step: SdkSteps): Pick<Steps<unknown>, "sleep"> {
  return {
    sleep: (name, until) => (until instanceof Date ? step.sleepUntil(name, until) : step.sleep(name, until)),
  };
}

function conversations(step: SdkSteps, caller: Caller): Pick<EventSteps, "waitForEvent" | "invoke"> {
  return {
    async waitForEvent(name, { event, match, timeout }) {
      const same = (field: string) => `event.data.${field} == async.data.${field}`;
      const condition = `${same("workspace_id")} && ${same(match)}`;
      const found = await step.waitForEvent(name, { event: event.eventName, timeout, if: condition });
      return found && parsed(event.schema, fromSnake(event.schema, found.data));
    },
    async invoke(name, { id, schema }, payload) {
      const data = { ...(toSnake(schema, payload) as object), ...caller };
      return await step.invoke(name, { function: referenceFunction({ functionId: id }), data });
    },
  };
}

/** Somebody else's cancel event, or one for another job of the same event, is not for us. */
function cancelCondition(id: string): string {
  return `async.data.event_id == event.id && async.data.function_id == '${id}' && async.data.workspace_id == event.data.workspace_id`;
}

/** A payload that cannot be read will not be readable the next time. */
function parsed<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new NonRetriableError(`The event of this job cannot be read: ${result.error.message}`);
}

async function logged<T>(fields: Record<string, string | number>, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const spent = () => ({ duration_ms: Math.round(10 * (performance.now() - startedAt)) / 10 });
  try {
    const result = await work();
    log.info("job.step", { ...fields, status: "done", ...spent() });
    return result;
  } catch (error) {
    log.warn("job.step", { ...fields, status: "failed", ...spent(), reason: String(error) });
    throw asStepError(error);
  }
}

/** Says to the runner whether trying again makes sense, and when. */
function asStepError(error: unknown): unknown {
  if (!isAppError(error)) return error;
  if (!PASSING.some((code) => code === error.code))
    return new NonRetriableError(error.message, { cause: error });
  const { retryAfterSeconds } = error.details;
  if (!retryAfterSeconds) return error;
  return new RetryAfterError(error.message, retryAfterSeconds * 1000, { cause: error });
}
