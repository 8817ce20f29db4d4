import { isPassing, retryDelayMs } from "./retrying";

/** Asks for what is missing: at once or a little later, one request at a time, again until it is answered. */
export class CatchingUp {
  private asking: { dueAt: number; timer: ReturnType<typeof setTimeout> } | null = null;
  private running: Promise<void> | null = null;
  /** Something was asked for while an answer was on its way that may have been read before it happened. */
  private askAgain = false;
  private failures = 0;
  /** Something is missing that no later change will show to be missing. */
  isBehind = false;

  constructor(
    private readonly fetchMissing: () => Promise<void>,
    private readonly sink: { caughtUp(): void; refused(): void },
  ) {}

  /** Resolves when everything that happened before the call is there, or the attempt failed and the next one is planned. */
  now(): Promise<void> {
    this.stop();
    this.askAgain = this.running !== null;
    this.running ??= this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** While the server fails, the time of the next attempt is not ours to choose. */
  within(ms: number): void {
    if (this.failures === 0) this.plan(ms);
  }

  /** What was missing came by itself. */
  stop(): void {
    if (this.asking) clearTimeout(this.asking.timer);
    this.asking = null;
  }

  private async run(): Promise<void> {
    try {
      do {
        this.askAgain = false;
        await this.fetchMissing();
      } while (this.askAgain);
      this.isBehind = false;
      this.failures = 0;
    } catch (error) {
      this.isBehind = isPassing(error);
      if (this.isBehind) this.plan(retryDelayMs(error, this.failures++));
      else this.sink.refused();
    }
    this.sink.caughtUp();
  }

  private plan(ms: number): void {
    const dueAt = Date.now() + ms;
    if (this.asking && this.asking.dueAt <= dueAt) return;
    this.stop();
    this.asking = { dueAt, timer: setTimeout(() => void this.now(), ms) };
  }
}
