import { z } from "zod";
import { newId } from "@/lib/core/ids";
import { momentOf } from "./durations";
import type { Engine } from "./engine";
import type { Op } from "./handler";
import { addItem } from "./items";
import { endRun, type Run, type RunError, settleStep } from "./runs";
import { startRun } from "./start";
import type { Tx } from "./store";

const WaitOptions = z.object({ timeout: z.string().nullish(), if: z.string().nullish() });
const InvokeOptions = z.object({
  function_id: z.string(),
  payload: z.object({ data: z.record(z.string(), z.unknown()).nullish() }).nullish(),
  timeout: z.string().nullish(),
});

type Apply = { engine: Engine; db: Tx; run: Run; op: Op };

/** Does what one operation of an answer says, in the transaction that took the answer. Throws for one that cannot be done. */
export async function applyOp(engine: Engine, db: Tx, run: Run, op: Op): Promise<void> {
  const apply: Apply = { engine, db, run, op };
  switch (op.op) {
    case "StepRun":
      return settleStep(engine, db, run, op.id, { data: op.data ?? null });
    case "StepFailed":
      return settleStep(engine, db, run, op.id, { error: readError(op.error ?? op.data) });
    case "StepPlanned":
      return plan(apply);
    case "Sleep":
      return sleep(apply);
    case "WaitForEvent":
      return wait(apply);
    case "InvokeFunction":
      return invoke(apply);
    case "RunComplete":
      return endRun(engine, db, run, { status: "completed", output: op.data });
    case "DiscoveryRequest":
      return addItem(db, run, {
        key: `discover:${op.id}`,
        kind: "call",
        stepId: "step",
        dueAt: engine.clock.now(),
      });
    default:
      throw new Error(`The embedded executor does not know the operation "${op.op}".`);
  }
}

/** An error of the SDK, whatever shape it came in. */
export function readError(error: unknown): RunError {
  const parsed = z
    .looseObject({
      name: z.string().catch("Error"),
      message: z.string().optional(),
      error: z.string().optional(),
      stack: z.string().optional(),
    })
    .safeParse(error);
  if (!parsed.success) return { name: "Error", message: String(error) };
  const { name, message, error: text, stack } = parsed.data;
  return { name, message: message ?? text ?? "Unknown error", ...(stack ? { stack } : {}) };
}

async function plan({ engine, db, run, op }: Apply): Promise<void> {
  if (!(await addPending(db, run, op, { kind: "plan" }))) return;
  addItem(db, run, { key: `plan:${op.id}`, kind: "call", stepId: op.id, dueAt: engine.clock.now() });
}

async function sleep({ engine, db, run, op }: Apply): Promise<void> {
  const dueAt = momentOf(op.name ?? "", engine.clock.now());
  if (!(await addPending(db, run, op, { kind: "sleep" }))) return;
  addItem(db, run, { key: `sleep:${op.id}`, kind: "sleep", stepId: op.id, dueAt });
}

async function wait({ engine, db, run, op }: Apply): Promise<void> {
  const { timeout, if: expression } = WaitOptions.parse(op.opts ?? {});
  const pending = { kind: "wait", eventName: op.name ?? null, expression: expression ?? null };
  if (!(await addPending(db, run, op, pending))) return;
  addTimeout({ engine, db, run, op }, timeout);
}

async function invoke({ engine, db, run, op }: Apply): Promise<void> {
  const { function_id: functionId, payload, timeout } = InvokeOptions.parse(op.opts ?? {});
  if (!(await addPending(db, run, op, { kind: "invoke" }))) return;
  const fn = engine.functions?.get(functionId);
  if (!fn) {
    const error = { name: "Error", message: `There is no function "${functionId}" to invoke.` };
    return settleStep(engine, db, run, op.id, { error });
  }
  const now = engine.clock.now();
  const event = {
    id: newId(),
    name: "inngest/function.invoked",
    data: { ...payload?.data, _inngest: { fn_id: functionId, correlation_id: `${run.id}.${op.id}` } },
    ts: now.getTime(),
  };
  db.send(`insert into jobs.event (id, name, body, "receivedAt", "isRouted") values ($1, $2, $3, $4, true)`, [
    event.id,
    event.name,
    JSON.stringify(event),
    now,
  ]);
  addTimeout({ engine, db, run, op }, timeout);
  const isStarted = await startRun(engine, db, fn, event, { runId: run.id, stepId: op.id });
  if (isStarted) return;
  const error = {
    name: "Error",
    message: `The function "${functionId}" skipped this run by its own limits.`,
  };
  await settleStep(engine, db, run, op.id, { error });
}

function addTimeout({ engine, db, run, op }: Apply, timeout: string | null | undefined): void {
  if (!timeout) return;
  const dueAt = momentOf(timeout, engine.clock.now());
  addItem(db, run, { key: `timeout:${op.id}`, kind: "timeout", stepId: op.id, dueAt });
}

/** Notes what a run waits for. False when it is noted already: while steps run side by side, the SDK reports them again. */
async function addPending(
  db: Tx,
  run: Run,
  op: Op,
  pending: { kind: string; eventName?: string | null; expression?: string | null },
): Promise<boolean> {
  const rows = await db.query(
    `insert into jobs.step ("runId", id, kind, "isRace", "eventName", expression) values ($1, $2, $3, $4, $5, $6)
     on conflict ("runId", id) do nothing returning id`,
    [
      run.id,
      op.id,
      pending.kind,
      op.opts?.parallelMode === "race",
      pending.eventName ?? null,
      pending.expression ?? null,
    ],
  );
  return rows.length > 0;
}
