import { ports } from "@/lib/adapters/index";
import { configuredClient } from "./client";
import { recordEnds } from "./ends";
import { sweepOutbox } from "./outbox";
import { answerMention, sweepDeadRuns, workOnRun } from "./runs";
import { countTerms, followMessage } from "./sources";
import type { JobDefinition } from "./step";

/** Every job. One that is not in this list does not exist. */
export const JOBS: JobDefinition[] = [
  sweepOutbox,
  recordEnds,
  answerMention,
  workOnRun,
  sweepDeadRuns,
  followMessage,
  countTerms,
];

/** The jobs as this process serves them. */
export function servedJobs() {
  const client = configuredClient();
  return { client, functions: JOBS.map((job) => job.bind({ client, ports })) };
}
