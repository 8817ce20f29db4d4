import { SECOND } from "@/lib/core/clock";
import { log } from "@/lib/core/log";
import { type Ctx, type TxCtx, transaction } from "@/lib/ctx";
import { runDelta } from "../events";
import { batchesOf, coalesce } from "../rules";
import type { RunPart } from "../schema";

/** How long a worker may be silent before its run counts as dead. */
export const LEASE_MS = 15 * SECOND;
const FLUSH_MS = 60;
const BEAT_MS = 500;
const LIVE_MS = 200;

/** Why a run's work ends before its answer does. */
export type Halt = "stopped" | "lost" | "late";

export type Leased = {
  runId: string;
  conversationId: string;
  messageId: string;
  leaseId: string;
  /** The parts that are in its log already. */
  eventSeq: number;
};

/**
 * Appends parts to a run's log and renews its lease, in one statement: only whoever holds the lease can write. Returns the number of the
 * last part, and whether somebody asked to stop; null when the lease is lost. With `after`, the number of parts before these, a
 * repetition writes nothing: the answer to the first time may have been lost on the way.
 */
export async function appendParts(
  ctx: Ctx | TxCtx,
  { runId, leaseId, after }: Pick<Leased, "runId" | "leaseId"> & { after?: number },
  parts: RunPart[],
): Promise<{ seq: number; stop: boolean } | null> {
  const now = ctx.clock.now();
  const until = new Date(now.getTime() + LEASE_MS);
  const rows = await transaction(
    ctx,
    (tx) => tx.db.$queryRaw<{ seq: number; stop: boolean }[]>`
      with held as (
        update "Run" set "leaseUntil" = ${until}::timestamptz,
          "eventSeq" = case when "eventSeq" = coalesce(${after ?? null}::int, "eventSeq") then "eventSeq" + ${parts.length}::int else "eventSeq" end
        where "workspaceId" = ${tx.workspaceId}::uuid and id = ${runId}::uuid and "leaseId" = ${leaseId}::uuid and status = 'running'
        returning "eventSeq", "stopRequestedAt"
      ), logged as (
        insert into "RunEvent" ("workspaceId", "runId", seq, parts, "createdAt")
        select ${tx.workspaceId}::uuid, ${runId}::uuid, "eventSeq", ${JSON.stringify(parts)}::jsonb, ${now}::timestamptz
        from held where ${parts.length > 0}
        on conflict do nothing
      )
      select "eventSeq" as seq, "stopRequestedAt" is not null as stop from held`,
  );
  return rows[0] ?? null;
}

/**
 * Writes a run's log while its answer grows. Every part goes to the asker at once, to the database in batches of some 60 ms, and from there
 * to the live topic of the conversation every 200 ms. Between batches it beats, so that the lease stays and a stop from any
 * process is heard within half a second; then, or when the lease is lost, `signal` aborts with a `Halt` as its reason.
 */
export class RunWriter {
  readonly #ctx: Ctx;
  readonly #run: Leased;
  readonly #onPart: (part: RunPart) => void;
  readonly #halt = new AbortController();
  readonly #beat: NodeJS.Timeout;
  #waiting: RunPart[] = [];
  /** What is being written, or could not be. */
  #batch: RunPart[] = [];
  #seq: number;
  #fresh: { from: number; parts: RunPart[] };
  #timer: NodeJS.Timeout | null = null;
  #liveTimer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #publishing: Promise<void> = Promise.resolve();
  #wroteAt = 0;
  #renewedAt = performance.now();
  #publishedAt = 0;
  #isClosed = false;

  constructor(ctx: Ctx, run: Leased, onPart: (part: RunPart) => void = () => undefined) {
    this.#ctx = ctx;
    this.#run = run;
    this.#onPart = onPart;
    this.#seq = run.eventSeq;
    this.#fresh = { from: run.eventSeq + 1, parts: [] };
    this.#beat = setInterval(() => this.#schedule(0), BEAT_MS);
  }

  get signal(): AbortSignal {
    return this.#halt.signal;
  }

  /** Why the work must end, or null. */
  get halt(): Halt | null {
    return this.#halt.signal.aborted ? (this.#halt.signal.reason as Halt) : null; // only `end` below aborts it
  }

  write(part: RunPart): void {
    this.#onPart(part);
    this.#waiting.push(part);
    this.#schedule(Math.max(0, FLUSH_MS - (performance.now() - this.#wroteAt)));
  }

  /** Ends the work from inside, as when the platform's time is up. */
  end(reason: Halt): void {
    this.#halt.abort(reason);
  }

  /** Writes what waits, and beats no more. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#beat);
    if (this.#timer) clearTimeout(this.#timer);
    await this.#write();
    if (this.#waiting.length + this.#batch.length > 0) await this.#write();
  }

  /** Sends what is in the log and was not sent yet, and then `parts`, to whoever has the conversation on screen. */
  publish(parts: RunPart[] = []): Promise<void> {
    if (this.#liveTimer) clearTimeout(this.#liveTimer);
    this.#liveTimer = null;
    this.#publishedAt = performance.now();
    const { from, parts: fresh } = this.#fresh;
    const all = [...fresh, ...parts];
    this.#fresh = { from: from + all.length, parts: [] };
    if (all.length > 0) this.#publishing = this.#publishing.then(() => this.#send(from, all));
    return this.#publishing;
  }

  /** A hint only: who misses it reads the log. */
  async #send(from: number, parts: RunPart[]): Promise<void> {
    const { conversationId, messageId, runId } = this.#run;
    const events = batchesOf(from, parts).map((batch) =>
      runDelta({ conversationId, messageId, runId, ...batch }),
    );
    await this.#ctx.realtime.publish(events).catch((error: unknown) => {
      log.debug("run.delta_lost", { run_id: runId, reason: String(error) });
    });
  }

  #schedule(ms: number): void {
    if (this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#write();
    }, ms);
  }

  /** One write at a time, in order. */
  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#append());
    return this.#writing;
  }

  async #append(): Promise<void> {
    if (this.halt === "lost") return;
    if (this.#batch.length === 0) {
      this.#batch = coalesce(this.#waiting);
      this.#waiting = [];
    }
    const parts = this.#batch;
    this.#wroteAt = performance.now();
    try {
      const appended = await appendParts(this.#ctx, { ...this.#run, after: this.#seq }, parts);
      if (!appended) return this.end("lost");
      this.#batch = [];
      this.#seq = appended.seq;
      this.#renewedAt = performance.now();
      if (appended.stop) this.end("stopped");
      this.#keep(appended.seq, parts);
    } catch (error) {
      // The database may be back before the lease is over: the batch is tried again as it was, with the next beat.
      log.warn("run.log_delayed", { run_id: this.#run.runId, reason: String(error) });
      if (performance.now() - this.#renewedAt > LEASE_MS) this.end("lost");
    }
  }

  #keep(seq: number, parts: RunPart[]): void {
    if (parts.length === 0) return;
    if (this.#fresh.parts.length === 0) this.#fresh.from = seq - parts.length + 1;
    this.#fresh.parts.push(...parts);
    const due = LIVE_MS - (performance.now() - this.#publishedAt);
    this.#liveTimer ??= setTimeout(() => void this.publish(), Math.max(0, due));
  }
}
