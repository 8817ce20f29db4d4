import { announce } from "./announce";
import type { Engine } from "./engine";
import type { JobsEvent } from "./event";
import { addItem, type Lease, type NewItem } from "./items";
import type { Tx } from "./store";

/** A run that is under way, locked for this transaction: whoever holds it is alone in changing its steps. */
export type Run = {
  id: string;
  functionId: string;
  keys: string[];
  limits: number[];
  prioritySeconds: number;
  parentRunId: string | null;
  parentStepId: string | null;
  stepCount: number;
  stateBytes: number;
  event: JobsEvent;
  /** Ended in this transaction: the rest of the answer that ended it says nothing any more. */
  isEnded?: boolean;
  /** Set by whoever would go on with the run at once: the next call is then leased to them as it is enqueued. */
  chain?: Chain;
};

/** A lease made ahead for the next call of a run. `item` is the call, once it was enqueued. */
export type Chain = Lease & { item: NewItem | null };

export type RunError = { name: string; message: string; stack?: string };
export type RunEnd =
  | { status: "completed"; output: unknown }
  | { status: "failed"; error: RunError }
  | { status: "cancelled" };

/** Hosted limits. */
const STEPS = 1_000;
const STEP_BYTES = 4 * 1024 * 1024;
const STATE_BYTES = 32 * 1024 * 1024;

/** Locks a run, or gives null when it has ended: a result that comes later is refused by this. */
export async function lockRun(db: Tx, id: string): Promise<Run | null> {
  const [run] = await db.query<Run>(
    `select r.id, r."functionId", r.keys, r.limits, r."prioritySeconds", r."parentRunId", r."parentStepId",
       r."stepCount", r."stateBytes"::float8 as "stateBytes", e.body as event
     from jobs.run r join jobs.event e on e.id = r."eventId"
     where r.id = $1 and r."endedAt" is null for update of r`,
    [id],
  );
  return run ?? null;
}

/**
 * Saves what a step came to, in the shape that the SDK memoizes, and enqueues the call that goes on from there, once nothing
 * else of the run is pending. A step that was settled before stays as it is. Beyond the hosted limits the run fails.
 */
export async function settleStep(
  engine: Engine,
  db: Tx,
  run: Run,
  stepId: string,
  memo: unknown,
): Promise<void> {
  const result = JSON.stringify(memo);
  const bytes = Buffer.byteLength(result);
  const fault = limitFault(run, bytes);
  if (fault) return endRun(engine, db, run, { status: "failed", error: { name: "Error", message: fault } });

  const [saved] = await db.query<{ kind: string; isRace: boolean; hasPending: boolean }>(
    `with saved as (
       insert into jobs.step as step ("runId", id, kind, result, "doneSeq") values ($1, $2, 'run', $3, $4)
       on conflict ("runId", id) do update set result = excluded.result, "doneSeq" = excluded."doneSeq"
       where step."doneSeq" is null
       returning kind, "isRace"
     )
     update jobs.run set "stepCount" = $4, "stateBytes" = $5 from saved where id = $1
     returning saved.kind, saved."isRace", exists (
       select 1 from jobs.step where "runId" = $1 and "doneSeq" is null and id <> $2
     ) as "hasPending"`,
    [run.id, stepId, result, run.stepCount + 1, run.stateBytes + bytes],
  );
  if (!saved) return;
  run.stepCount += 1;
  run.stateBytes += bytes;
  if (saved.kind === "wait" || saved.kind === "invoke") dropTimeout(db, run.id, stepId);
  if (saved.hasPending && !saved.isRace) return;
  const next: NewItem = { key: `after:${stepId}`, kind: "call", stepId: "step", dueAt: engine.clock.now() };
  addItem(db, run, next, run.chain);
  if (run.chain) run.chain.item = next;
}

/** Ends a run: nothing of it is left to do, whoever invoked it goes on, and listeners are told. */
export async function endRun(engine: Engine, db: Tx, run: Run, end: RunEnd): Promise<void> {
  run.isEnded = true;
  const output = end.status === "completed" ? end.output : end.status === "failed" ? end.error : null;
  db.send(`update jobs.run set status = $2, output = $3, "endedAt" = $4 where id = $1`, [
    run.id,
    end.status,
    JSON.stringify(output ?? null),
    engine.clock.now(),
  ]);
  db.send(`delete from jobs.item where "runId" = $1`, [run.id]);
  db.send(`delete from jobs.step where "runId" = $1 and "doneSeq" is null`, [run.id]);
  await announce(engine, db, run, end);
  if (!run.parentRunId || !run.parentStepId) return;
  const parent = await lockRun(db, run.parentRunId);
  if (parent) await settleStep(engine, db, parent, run.parentStepId, memoOfEnd(run, end));
}

/** Cancels a run that is under way. Work that is executing is not interrupted; its result is refused. */
export async function cancelRun(engine: Engine, db: Tx, id: string): Promise<void> {
  const run = await lockRun(db, id);
  if (run) await endRun(engine, db, run, { status: "cancelled" });
}

function memoOfEnd(run: Run, end: RunEnd): unknown {
  if (end.status === "completed") return { data: end.output ?? null };
  if (end.status === "failed") return { error: end.error };
  return { error: { name: "Error", message: `The invoked function ${run.functionId} was cancelled.` } };
}

function limitFault(run: Run, bytes: number): string | null {
  if (bytes > STEP_BYTES) return "The output of a step is larger than 4 MB.";
  if (run.stepCount >= STEPS) return "A run may have at most 1 000 steps.";
  if (run.stateBytes + bytes > STATE_BYTES) return "The steps of a run may hold at most 32 MB together.";
  return null;
}

function dropTimeout(db: Tx, runId: string, stepId: string): void {
  db.send(`delete from jobs.item where "runId" = $1 and "stepId" = $2 and kind = 'timeout'`, [runId, stepId]);
}
