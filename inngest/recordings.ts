import { joinSlices } from "@/lib/recordings/capture/commands";
import { forgetLeftSlices, sweepCaptures } from "@/lib/recordings/capture/sweeping/commands";
import { recordingMoved, recordingReceived, recordingRevised, soundDeleted } from "@/lib/recordings/events";
import { listWaitingPieces, stitchPieces, transcribePiece } from "@/lib/recordings/pieces/commands";
import {
  awaitEngine,
  cutRecording,
  failRecording,
  indexRecording,
  inspectRecording,
  resumeWaiting,
  surveyRecording,
} from "@/lib/recordings/processing/commands";
import { endRecording } from "@/lib/recordings/processing/ending/commands";
import { purgeRecordings } from "@/lib/recordings/purging/commands";
import { beginReport } from "@/lib/recordings/reports/commands";
import { eraseSound } from "@/lib/recordings/sound/commands";
import { deleteDueSound, eraseLeftSound } from "@/lib/recordings/sound/retention/commands";
import { purgeTemplates } from "@/lib/recordings/templates/purging/commands";
import { followAudience } from "@/lib/sources/passages/commands";
import { tellOwners } from "@/lib/tasks/corrections/commands";
import { followSource } from "@/lib/tasks/following/commands";
import { everyWorkspace } from "./every-workspace";
import { writeInSteps } from "./reports";
import { cronJob, type EventSteps, job } from "./step";

/** So many pieces are under way at a time: the next recording of the same workspace gets its turn in between. */
const PIECES_AT_ONCE = 3;

/**
 * From sound to report: joined, inspected, measured, cut, transcribed, stitched, found, summed up. Each stage is kept; a piece that fails is left
 * for a retry of its own, and what the others say is used meanwhile.
 */
export const processRecording = job(
  { id: "process-recording", perWorkspace: PIECES_AT_ONCE, actsAs: "system" },
  { event: recordingReceived },
  async ({ payload: { recordingId }, step }) => {
    try {
      await step.run("join", (ctx) => joinSlices(ctx, recordingId));
      const plan = await step.run("inspect", (ctx) => inspectRecording(ctx, recordingId));
      if (!plan) return null;
      for (let index = 0; index < plan.windows; index++)
        await step.run(`survey ${index}`, (ctx) => surveyRecording(ctx, recordingId, index));
      if (plan.windows > 0) await step.run("cut", (ctx) => cutRecording(ctx, recordingId));
      const failed = plan.wantsWords ? await transcribe(recordingId, step) : 0;
      await step.run("index", (ctx) => indexRecording(ctx, recordingId));
      await step.run("tell", (ctx) => tellOwners(ctx, { type: "recording", id: recordingId }));
      const writing = await step.run("begin the report", (ctx) => beginReport(ctx, recordingId));
      if (writing) await writeInSteps(writing, step);
      return await step.run("end", (ctx) => endRecording(ctx, recordingId, failed));
    } catch (error) {
      await step.run("give up", (ctx) =>
        failRecording(ctx, recordingId, "Something failed on our side. Try again."),
      );
      throw error;
    }
  },
);

/** Answers how many pieces failed, or null where the recording waits for an engine. */
async function transcribe(recordingId: string, step: EventSteps): Promise<number | null> {
  const engine = await step.run("who writes it down", (ctx) => awaitEngine(ctx, recordingId));
  if (engine !== "there") return engine === "awaited" ? null : 0;
  const waiting = await step.run("pieces", (ctx) => listWaitingPieces(ctx, recordingId));
  for (let from = 0; from < waiting.length; from += PIECES_AT_ONCE) {
    const some = waiting
      .slice(from, from + PIECES_AT_ONCE)
      .map((index) => step.run(`piece ${index}`, (ctx) => transcribePiece(ctx, recordingId, index)));
    await Promise.allSettled(some);
  }
  return step.run("stitch", (ctx) => stitchPieces(ctx, recordingId));
}

/** What was said was corrected, or something noted: the index follows, and who has to do what was made of it is told. */
export const followRecording = job(
  { id: "index-recording", perWorkspace: 2, actsAs: "system", rows: "failures" },
  { event: recordingRevised },
  async ({ payload: { recordingId }, step }) => {
    await step.run("tell", (ctx) => tellOwners(ctx, { type: "recording", id: recordingId }));
    await step.run("index", (ctx) => indexRecording(ctx, recordingId));
    return null;
  },
);

/** Its readers are others: its tasks and the index follow. */
export const followListeners = job(
  { id: "follow-listeners", actsAs: "system", rows: "failures" },
  { event: recordingMoved },
  ({ payload, step }) =>
    step.run("move", async (ctx) => {
      await followSource(ctx, { type: "recording", id: payload.recordingId });
      await followAudience(ctx, { type: "recording", subjectId: payload.recordingId });
      return null;
    }),
);

/** Goes on with what waits for an engine, within a minute of its coming. */
export const resumeRecordings = cronJob({ id: "resume-recordings", queue: "low" }, "* * * * *", ({ step }) =>
  everyWorkspace(step, "resume recordings", resumeWaiting),
);

/** A sound was deleted: its bytes go. */
export const eraseDeletedSound = job(
  { id: "erase-sound", queue: "low", retries: 10, actsAs: "system" },
  { event: soundDeleted },
  ({ payload, step }) =>
    step.run("erase", async (ctx) => {
      await eraseSound(ctx, payload.recordingId);
      return null;
    }),
);

/** Deletes the sound that a workspace keeps no longer, and erases what a lost job left. */
export const keepSoundTime = cronJob({ id: "keep-sound-time", queue: "low" }, "11 * * * *", ({ step }) =>
  everyWorkspace(
    step,
    "sound retention",
    async (ctx) => (await deleteDueSound(ctx)) + (await eraseLeftSound(ctx)),
  ),
);

/** Erases what nobody brought back in 30 days. */
export const purgeDeletedRecordings = cronJob(
  { id: "purge-recordings", queue: "low" },
  "43 3 * * *",
  ({ step }) =>
    everyWorkspace(
      step,
      "purge recordings",
      async (ctx) => (await purgeRecordings(ctx)) + (await purgeTemplates(ctx)),
    ),
);

/** Finishes what recorders left unfinished, and forgets what those sent that never came back. */
export const sweepLeftCaptures = cronJob({ id: "sweep-captures", queue: "low" }, "37 * * * *", ({ step }) =>
  everyWorkspace(
    step,
    "sweep captures",
    async (ctx) => (await sweepCaptures(ctx)) + (await forgetLeftSlices(ctx)),
  ),
);
