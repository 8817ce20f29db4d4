import { documentMoved, documentReceived } from "@/lib/documents/events";
import {
  clearSuperseded,
  cutDocument,
  INDEXED_AT_ONCE,
  indexPassages,
  publishDocument,
  readDocument,
} from "@/lib/documents/processing/commands";
import { failDocument } from "@/lib/documents/progressing/commands";
import type { Work } from "@/lib/documents/progressing/schema";
import { purgeDocuments } from "@/lib/documents/purging/commands";
import { leavePictures, readPictures, recognizeDocument, resumeScans } from "@/lib/documents/scans/commands";
import { sweepDocuments } from "@/lib/documents/sweeping/commands";
import { forgetUploads } from "@/lib/files/uploads/commands";
import { followAudience } from "@/lib/sources/passages/commands";
import { tellOwners } from "@/lib/tasks/corrections/commands";
import { followSource } from "@/lib/tasks/following/commands";
import { everyWorkspace } from "./every-workspace";
import { cronJob, type EventSteps, job } from "./step";

/** Reads a document, cuts it into passages, and makes them findable. Goes on after a crash from the stage that was reached. */
export const processDocument = job(
  { id: "process-document", queue: "low", perWorkspace: 2, actsAs: "system" },
  { event: documentReceived },
  async ({ payload, step }) => {
    try {
      const pictures = await step.run("read", (ctx) => readDocument(ctx, payload));
      if (pictures === null || (pictures > 0 && !(await recognize(payload, step)))) return null;
      const passages = await step.run("cut", (ctx) => cutDocument(ctx, payload));
      if (passages === null) return null;
      for (let from = 0; from < passages; from += INDEXED_AT_ONCE) {
        if (!(await step.run(`index from ${from}`, (ctx) => indexPassages(ctx, payload, from)))) return null;
      }
      if (!(await step.run("publish", (ctx) => publishDocument(ctx, payload, passages)))) return null;
      await step.run("tell", (ctx) => tellOwners(ctx, { type: "document", id: payload.documentId }));
      for (let round = 0, cleared = INDEXED_AT_ONCE; cleared === INDEXED_AT_ONCE; round++)
        cleared = await step.run(`clear ${round}`, (ctx) => clearSuperseded(ctx, payload));
      return passages;
    } catch (error) {
      await step.run("give up", (ctx) => failDocument(ctx, payload, "internal"));
      throw error;
    }
  },
);

/** Reads the pages that are pictures, some with each step. False when there is nothing to go on with: the other pages are found all the same. */
async function recognize(work: Work, step: EventSteps): Promise<boolean> {
  try {
    for (let round = 0, left: number | null = 1; left !== 0; round++) {
      left = await step.run(`pictures ${round}`, (ctx) => readPictures(ctx, work));
      if (left === null) return false;
    }
  } catch {
    await step.run("leave pictures", (ctx) => leavePictures(ctx, work));
  }
  return step.run("recognize", (ctx) => recognizeDocument(ctx, work));
}

/** Goes on with scans that wait for something that reads them, within a minute of its coming. */
export const resumeWaitingScans = cronJob({ id: "resume-scans", queue: "low" }, "* * * * *", ({ step }) =>
  everyWorkspace(step, "resume scans", resumeScans),
);

/** Its readers are others: its tasks and the index follow. */
export const followReaders = job(
  { id: "follow-readers", actsAs: "system", rows: "failures" },
  { event: documentMoved },
  ({ payload, step }) =>
    step.run("move", async (ctx) => {
      await followSource(ctx, { type: "document", id: payload.documentId });
      await followAudience(ctx, { type: "document", subjectId: payload.documentId });
      return null;
    }),
);

/** Erases what nobody brought back in 30 days. */
export const purgeDeleted = cronJob({ id: "purge-documents", queue: "low" }, "29 3 * * *", ({ step }) =>
  everyWorkspace(step, "purge documents", purgeDocuments),
);

/** Goes on with documents whose job was lost. */
export const sweepLost = cronJob({ id: "sweep-documents", queue: "low" }, "*/5 * * * *", ({ step }) =>
  everyWorkspace(step, "sweep documents", sweepDocuments),
);

/** Gives up uploads that nobody completed. */
export const sweepUploads = cronJob({ id: "sweep-uploads", queue: "low" }, "*/15 * * * *", ({ step }) =>
  everyWorkspace(step, "sweep uploads", forgetUploads),
);
