import path from "node:path";
import type { Child } from "./child";
import type { Database } from "./database";
import { writeJson } from "./home";
import type { JobRunner } from "./job-runner";
import type { Lock } from "./lock";
import type { Settings } from "./settings";
import { sayFailed } from "./terminal";

/** Everything a launch has started so far. Parts that are still starting are promises, so that stopping can wait for them. */
export class Running {
  web: Child | null = null;
  worker: Child | null = null;
  database: Promise<Database> | null = null;
  /** The database once it is open. */
  opened: Database | null = null;
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

/** Which process is which, for a person who looks and for tests that kill them. Nothing is noted before everything has started. */
export function noteProcesses({ home }: Settings, { web, worker, opened }: Running): void {
  if (!opened) return;
  writeJson(path.join(home, "processes.json"), {
    launcher: process.pid,
    web: web?.pid,
    worker: worker?.pid,
    webPort: web?.port,
    workerPort: worker?.port,
    databaseUrl: opened.ownerUrl,
    databaseFolder: opened.folder,
  });
}

/** What failed to start has nothing to stop. */
async function stopOf(part: Promise<{ stop(): Promise<void> }> | null): Promise<void> {
  await (await part?.catch(() => null))?.stop();
}

async function calmly(stopping: Promise<void> | undefined): Promise<void> {
  await stopping?.catch(sayFailed);
}
