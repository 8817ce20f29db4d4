import { ports } from "@/lib/adapters/index";
import { configuredClient } from "./client";
import { purgeDeletedCollections } from "./collections";
import { forgetOldChanges } from "./conversations";
import { playDemo, resetDemo } from "./demo";
import {
  followReaders,
  processDocument,
  purgeDeleted,
  resumeWaitingScans,
  sweepLost,
  sweepUploads,
} from "./documents";
import { embedChanged, sweepUnembedded } from "./embedding";
import { forgetEnded, recordEnds } from "./ends";
import { drawPicture, eraseDropped, sweepPictures } from "./files";
import { mailInvites } from "./invites";
import { correctPresence, endAccess } from "./members";
import { forgetDeletedMessages, sweepDeletedMessages } from "./messages";
import { sweepOutbox } from "./outbox";
import {
  eraseDeletedSound,
  followListeners,
  followRecording,
  keepSoundTime,
  processRecording,
  purgeDeletedRecordings,
  resumeRecordings,
  sweepLeftCaptures,
} from "./recordings";
import { sweepLostReports, writeReport } from "./reports";
import { answerMention, sweepDeadRuns, workOnRun } from "./runs";
import { countTerms, followIndex, followTitles } from "./sources";
import type { JobDefinition } from "./step";
import { remindOfTasks, tellOfMessage } from "./tasks";
import { forgetOld } from "./users";
import { eraseDeleted } from "./workspaces";

/** Every job. One that is not in this list does not exist. */
export const JOBS: JobDefinition[] = [
  sweepOutbox,
  recordEnds,
  forgetEnded,
  answerMention,
  workOnRun,
  sweepDeadRuns,
  forgetDeletedMessages,
  sweepDeletedMessages,
  followIndex,
  followTitles,
  countTerms,
  embedChanged,
  sweepUnembedded,
  processDocument,
  resumeWaitingScans,
  followReaders,
  sweepLost,
  sweepUploads,
  drawPicture,
  sweepPictures,
  eraseDropped,
  purgeDeleted,
  purgeDeletedCollections,
  forgetOldChanges,
  purgeDeletedRecordings,
  processRecording,
  writeReport,
  sweepLostReports,
  followRecording,
  followListeners,
  resumeRecordings,
  tellOfMessage,
  remindOfTasks,
  eraseDeletedSound,
  keepSoundTime,
  sweepLeftCaptures,
  endAccess,
  correctPresence,
  mailInvites,
  forgetOld,
  eraseDeleted,
  playDemo,
  resetDemo,
];

/** The jobs as this process serves them. */
export function servedJobs() {
  const client = configuredClient();
  return { client, functions: JOBS.map((job) => job.bind({ client, ports })) };
}
