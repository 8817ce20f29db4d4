import type { Child } from "./child";
import type { Database } from "./database";
import type { JobRunner } from "./job-runner";
import type { Lock } from "./lock";
import { sayFailed } from "./terminal";

/** Everything a launch has started so far. Parts that are still starting are promises, so that stopping can wait for them. */
export class Running {
  web: Child | null = null;
  worker: Child | null = null;
  database: Promise<Database> | null = null;
  jobs: Promise<JobRunner> | null = null;
  lock: Lock | null = null;
  private stopped: Promise<void> | null = null;

  /** Throws once stopping has begun, so that a launch in the middle of starting starts nothing more. */
  mustGoOn(): void {
    if (this.stopped) throw new Error("Parley was told to stop while it was starting.");
  }

  get isStopping(): boolean {
    return this.stopped !== null;
  }

  /** Pages drain first, then jobs with the worker that runs them, the database last. */
  stop(): Promise<void> {
    this.stopped ??= this.stopInOrder();
    return this.stopped;
  }

  private async stopInOrder(): Promise<void> {
    await calmly(this.web?.stop());
    await Promise.all([calmly(stopOf(this.jobs)), calmly(this.worker?.stop())]);
    await calmly(stopOf(this.database));
    this.lock?.release();
  }
}

/** What failed to start has nothing to stop. */
async function stopOf(part: Promise<{ stop(): Promise<void> }> | null): Promise<void> {
  await (await part?.catch(() => null))?.stop();
}

async function calmly(stopping: Promise<void> | undefined): Promise<void> {
  await stopping?.catch(sayFailed);
}
