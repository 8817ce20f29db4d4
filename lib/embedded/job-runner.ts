import path from "node:path";
import type { LogFields } from "@/lib/core/log";
import { isUnreachable } from "./database";
import { freePort } from "./free-port";
import { type Executor, type ExecutorOptions, startExecutor } from "./jobs/executor";
import { type LogFile, openLogFile } from "./log-file";
import type { Secrets } from "./secrets";
import type { Settings } from "./settings";

export type JobRunner = {
  /** Where the application sends its job events. null: Inngest is configured. */
  eventUrl: string | null;
  stop(): Promise<void>;
};

type Options = { settings: Settings; secrets: Secrets; ownerUrl: string | null; workerUrl: string };

const RETRY_MS = 5_000;
const DEV_REFRESH_MS = 2_000;

/** The embedded executor, unless Inngest is configured. It drives the worker's functions and runs in this process. */
export async function openJobRunner({ settings, secrets, ownerUrl, workerUrl }: Options): Promise<JobRunner> {
  if (settings.env.INNGEST_SIGNING_KEY) return { eventUrl: null, stop: async () => {} };
  if (!ownerUrl) {
    throw new Error(
      "Jobs need a home: set DIRECT_DATABASE_URL (the owner's address of the database), or INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY.",
    );
  }
  const port = await freePort();
  const output = openLogFile(path.join(settings.home, "log/jobs.log"));
  const runner = keepTrying({
    databaseUrl: ownerUrl,
    handlerUrl: `${workerUrl}/api/inngest`,
    signingKey: secrets.inngest.signingKey,
    eventKey: secrets.inngest.eventKey,
    port,
    log: logTo(output),
    refreshMs: settings.isDev ? DEV_REFRESH_MS : undefined,
  });
  await runner.firstTry;
  return { eventUrl: `http://127.0.0.1:${port}`, stop: () => runner.stop() };
}

/** A configured database may be away when we start: events then wait in the outbox until it is back. */
function keepTrying(options: ExecutorOptions): { firstTry: Promise<void>; stop(): Promise<void> } {
  let executor: Executor | null = null;
  let timer: NodeJS.Timeout | null = null;
  const attempt = async () => {
    try {
      executor = await startExecutor(options);
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      options.log.warn("jobs.waiting", { reason: String(error) });
      timer = setTimeout(() => void attempt(), RETRY_MS);
    }
  };
  return {
    firstTry: attempt(),
    stop: async () => {
      if (timer) clearTimeout(timer);
      await executor?.stop();
    },
  };
}

/** The executor's lines go to a file of their own: the terminal of a person is not a log. */
function logTo(output: LogFile): ExecutorOptions["log"] {
  const write = (level: string, message: string, fields: LogFields) =>
    output.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`);
  return {
    debug: () => {},
    info: (message, fields = {}) => write("info", message, fields),
    warn: (message, fields = {}) => write("warn", message, fields),
    error: (message, fields = {}, error) =>
      write("error", message, { ...fields, reason: String(error ?? "") }),
  };
}
