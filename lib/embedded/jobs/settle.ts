import { SECOND } from "@/lib/core/clock";
import { backoffMs, retryAfter } from "./backoff";
import type { Claimed } from "./claim";
import type { Engine } from "./engine";
import type { Answer } from "./handler";
import { addItem } from "./items";
import { applyOp, readError } from "./ops";
import { endRun, type Run, type RunError, settleStep } from "./runs";
import { isDatabaseError, type Tx } from "./store";

/** The answer of a call that the worker took and did not finish. */
const WORKER_LOST = "The worker stopped while it ran this step.";
const RETRY_SOON_MS = SECOND;

/** Does what the answer of a call says, in the transaction that took its item off the queue. */
export async function settle(
  engine: Engine,
  db: Tx,
  run: Run,
  item: Claimed,
  answer: Exclude<Answer, { kind: "refused" }>,
  maxAttempts: number,
): Promise<void> {
  const fail = (error: RunError) => endRun(engine, db, run, { status: "failed", error });
  const again = (ms: number) => tryAgain(engine, db, run, item, ms);
  const isLast = item.attempt + 1 >= maxAttempts;
  switch (answer.kind) {
    case "done":
      return endRun(engine, db, run, { status: "completed", output: answer.output });
    case "broken":
      return isLast ? fail({ name: "Error", message: WORKER_LOST }) : again(RETRY_SOON_MS);
    case "error":
      if (answer.isFinal || isLast) return fail(readError(answer.error));
      return again(waitMs(engine, item, answer.retryAfter));
    case "ops":
      if (!isLast && answer.ops.some(({ op }) => op === "StepError")) {
        return again(waitMs(engine, item, answer.retryAfter));
      }
      return applyAll(engine, db, run, answer.ops, fail);
  }
}

/** What time alone brings: the end of a sleep, of a wait, of a debounce. */
export async function comeDue(engine: Engine, db: Tx, run: Run, item: Claimed): Promise<void> {
  if (item.kind === "debounce") {
    db.send(`update jobs.run set status = 'running' where id = $1`, [run.id]);
    return addItem(db, run, { key: "start", kind: "call", stepId: "step", dueAt: engine.clock.now() });
  }
  if (item.stepId) await settleStep(engine, db, run, item.stepId, await memoWhenDue(db, run, item));
}

async function applyAll(
  engine: Engine,
  db: Tx,
  run: Run,
  ops: Extract<Answer, { kind: "ops" }>["ops"],
  fail: (error: RunError) => Promise<void>,
): Promise<void> {
  try {
    for (const op of ops) {
      if (run.isEnded) return;
      // The SDK says StepFailed itself on the last attempt it knows of; ours may be fewer after an edit.
      await applyOp(engine, db, run, op.op === "StepError" ? { ...op, op: "StepFailed" } : op);
    }
  } catch (error) {
    if (isDatabaseError(error)) throw error;
    await fail(readError(error));
  }
}

/** A sleep ends with null, and so does a wait that nobody answered; an invocation that takes too long is an error. */
async function memoWhenDue(db: Tx, run: Run, item: Claimed): Promise<unknown> {
  if (item.kind === "sleep") return null;
  const [step] = await db.query<{ kind: string }>(
    `select kind from jobs.step where "runId" = $1 and id = $2`,
    [run.id, item.stepId],
  );
  if (step?.kind !== "invoke") return null;
  return { error: { name: "Error", message: "The invoked function did not finish in time." } };
}

/** The same call once more, later: the unique key of the item is free, since its row was taken off the queue. */
async function tryAgain(engine: Engine, db: Tx, run: Run, item: Claimed, ms: number): Promise<void> {
  const key = item.key.slice(run.id.length + 1);
  const dueAt = new Date(engine.clock.now().getTime() + ms);
  addItem(db, run, { key, kind: "call", stepId: item.stepId ?? "step", dueAt, attempt: item.attempt + 1 });
}

function waitMs(engine: Engine, item: Claimed, header: string | undefined): number {
  const now = engine.clock.now();
  const asked = retryAfter(header, now);
  return asked ? Math.max(0, asked.getTime() - now.getTime()) : backoffMs(item.attempt, engine.backoffScale);
}
