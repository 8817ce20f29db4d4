import { setTimeout as delay } from "node:timers/promises";
import { SECOND } from "@/lib/core/clock";
import { type Claimed, newLease, release } from "./claim";
import { fireCron } from "./cron";
import type { Engine } from "./engine";
import { DEFAULT_ATTEMPTS } from "./functions";
import { type Answer, type Call, callFunction } from "./handler";
import { itemKey } from "./items";
import { readError } from "./ops";
import { type Chain, lockRun, type Run } from "./runs";
import { comeDue, settle } from "./settle";
import type { Tx } from "./store";

/** What a call needs to know of its run. */
type State = Pick<Call, "functionId" | "event" | "done" | "hasPending">;
type Chained = { item: Claimed; state: State };

/** What this process is at, for heartbeats: the item changes as the run goes on. */
export type Open = { item: Claimed };
export type Chaining = { owner: string; isAllowed: () => boolean };

const SAVE_AGAIN_MS = [100, 500, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND];

/**
 * Does one leased item, and goes on with its run while nobody waits for the slot: the next call is then leased to us as it is
 * enqueued, which saves a claim and a look at the state for each step. Throws only when the database does not answer for long; the
 * lease ends then, and the item is taken again.
 */
export async function perform(engine: Engine, open: Open, chaining: Chaining): Promise<void> {
  const { item } = open;
  if (item.kind === "cron") return fireCron(engine, item);
  if (item.kind !== "call") {
    await inRun(engine, item, null, (db, run) => comeDue(engine, db, run, item));
    return;
  }
  const state = await load(engine, item);
  let next: Chained | null = state && { item, state };
  while (next) {
    open.item = next.item;
    next = await call(engine, next, chaining);
  }
}

async function call(engine: Engine, { item, state }: Chained, chaining: Chaining): Promise<Chained | null> {
  if (!item.runId) return null;
  const stepId = item.stepId ?? "step";
  const maxAttempts = engine.functions?.get(state.functionId)?.maxAttempts ?? DEFAULT_ATTEMPTS;
  const answer = await callFunction(engine.handler, {
    ...state,
    runId: item.runId,
    stepId,
    attempt: item.attempt,
    maxAttempts,
  }).catch(unreadable);
  if (answer.kind === "refused") {
    await release(engine.store, [item]);
    engine.handlerLost(answer.reason);
    return null;
  }
  const after = stateAfter(state, stepId, answer);
  const chain = after && chaining.isAllowed() ? { ...newLease(engine, chaining.owner), item: null } : null;
  const isTaken = await inRun(engine, item, chain, (db, run) =>
    settle(engine, db, run, item, answer, maxAttempts),
  );
  if (answer.kind === "broken") engine.handlerLost(answer.reason);
  return isTaken && after && chain ? chained(item.runId, chain, after) : null;
}

/** The state after a single step that ran in order, the usual case. Anything else is read from the database. */
function stateAfter(state: State, stepId: string, answer: Answer): State | null {
  if (stepId !== "step" || answer.kind !== "ops" || answer.ops.length !== 1 || state.hasPending) return null;
  const [op] = answer.ops;
  if (op?.op !== "StepRun") return null;
  return { ...state, done: [...state.done, { id: op.id, result: { data: op.data ?? null } }] };
}

function chained(runId: string, chain: Chain, state: State): Chained | null {
  if (!chain.item) return null;
  const { key, kind, stepId = null, dueAt } = chain.item;
  return {
    item: { key: itemKey(runId, key), kind, runId, stepId, attempt: 0, dueAt, lease: chain.lease },
    state,
  };
}

/**
 * Takes an item off the queue under the lock of its run, and does its consequences in the same transaction. An item that was
 * cancelled, or leased to somebody else meanwhile, has none: late results are refused here.
 */
async function inRun(
  engine: Engine,
  item: Claimed,
  chain: Chain | null,
  work: (db: Tx, run: Run) => Promise<void>,
): Promise<boolean> {
  const isTaken = await keepTrying(engine, () =>
    engine.store.transaction(async (db) => {
      const [run, taken] = await Promise.all([
        item.runId ? lockRun(db, item.runId) : null,
        db.query("delete from jobs.item where key = $1 and lease = $2 returning key", [item.key, item.lease]),
      ]);
      if (!run || taken.length === 0) return false;
      if (chain) run.chain = chain;
      await work(db, run);
      return true;
    }),
  );
  if (!isTaken) engine.log.info("jobs.late_result_refused", { run_id: item.runId, item: item.key });
  return isTaken;
}

/** A result in hand is worth waiting for a database that comes back: thrown away, its step would run again. */
async function keepTrying<T>(engine: Engine, save: () => Promise<T>): Promise<T> {
  for (const waitMs of SAVE_AGAIN_MS) {
    try {
      return await save();
    } catch (error) {
      engine.log.warn("jobs.save_delayed", { reason: String(error) });
      await delay(waitMs);
    }
  }
  return save();
}

async function load(engine: Engine, item: Claimed): Promise<State | null> {
  const [loaded] = await engine.store.query<State>(
    `select r."functionId", e.body as event,
       (select coalesce(json_agg(json_build_object('id', s.id, 'result', s.result) order by s."doneSeq"), '[]')
        from jobs.step s where s."runId" = r.id and s."doneSeq" is not null) as done,
       exists (select 1 from jobs.step s where s."runId" = r.id and s."doneSeq" is null) as "hasPending"
     from jobs.run r join jobs.event e on e.id = r."eventId" where r.id = $1`,
    [item.runId],
  );
  return loaded ?? null;
}

function unreadable(error: unknown): Answer {
  return { kind: "error", error: readError(error), isFinal: false, retryAfter: undefined };
}
