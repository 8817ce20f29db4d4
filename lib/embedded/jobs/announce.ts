import type { Engine } from "./engine";
import { type JobsEvent, matchesName } from "./event";
import type { Run, RunEnd } from "./runs";
import type { Tx } from "./store";

const FAILED = "inngest/function.failed";

/**
 * Announces the end of a run as Inngest does: `function.finished`, and before it `function.failed`, or `function.cancelled`. The
 * events are only written here, and only when somebody listens, since most runs end unheard; the next turn routes them.
 */
export async function announce(engine: Engine, db: Tx, run: Run, end: RunEnd): Promise<void> {
  const data = {
    function_id: run.functionId,
    run_id: run.id,
    event: run.event,
    events: [run.event],
    ...(end.status === "completed" ? { result: end.output ?? null } : {}),
    ...(end.status === "failed" ? { error: end.error } : {}),
    _inngest: { status: `${end.status.charAt(0).toUpperCase()}${end.status.slice(1)}` },
  };
  for (const name of namesOf(run, end)) {
    if (!(await hasListener(engine, db, name))) continue;
    const now = engine.clock.now();
    const event: JobsEvent = { id: `${name}:${run.id}`, name, data, ts: now.getTime() };
    db.send(
      `insert into jobs.event (id, name, body, "receivedAt", "isRouted") values ($1, $2, $3, $4, false)
       on conflict (id) do nothing`,
      [event.id, event.name, JSON.stringify(event), now],
    );
  }
}

function namesOf(run: Run, end: RunEnd): string[] {
  if (end.status === "cancelled") return ["inngest/function.cancelled"];
  // A handler of failures that fails itself is not announced to itself again.
  const isAboutFailure = run.event.name === FAILED;
  if (end.status === "failed" && !isAboutFailure) return [FAILED, "inngest/function.finished"];
  return ["inngest/function.finished"];
}

async function hasListener(engine: Engine, db: Tx, eventName: string): Promise<boolean> {
  for (const fn of engine.functions?.values() ?? []) {
    if (fn.events.some(({ name }) => matchesName(name, eventName))) return true;
    if (fn.cancel.some((cancel) => matchesName(cancel.event, eventName))) return true;
  }
  const waits = await db.query(
    `select 1 from jobs.step where "eventName" = $1 and "doneSeq" is null limit 1`,
    [eventName],
  );
  return waits.length > 0;
}
