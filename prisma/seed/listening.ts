import { readFile } from "node:fs/promises";
import path from "node:path";
import { SECOND } from "@/lib/core/clock";
import type { Ctx } from "@/lib/ctx";
import { createRecording, importTranscript } from "@/lib/recordings/commands";
import { createNote } from "@/lib/recordings/notes/commands";
import {
  awaitEngine,
  cutRecording,
  indexRecording,
  inspectRecording,
  surveyRecording,
} from "@/lib/recordings/processing/commands";
import { endRecording } from "@/lib/recordings/processing/ending/commands";
import { beginReport } from "@/lib/recordings/reports/commands";
import { createTemplate } from "@/lib/recordings/templates/commands";
import { cast, type Stage, timeOf } from "./stage";
import type { StoryRecording } from "./story";

/** Makes the templates of reports that its people wrote. */
export async function makeTemplates(stage: Stage): Promise<void> {
  for (const { by, day, at, ...template } of stage.story.templates ?? []) {
    stage.clock.set(timeOf(stage, { day, at }));
    await createTemplate(cast(stage, by).ctx, template);
  }
}

/** Brings the recordings of a story as its people would, and does what their job would. */
export async function bringRecordings(stage: Stage): Promise<void> {
  for (const recording of stage.story.recordings) {
    stage.clock.set(timeOf(stage, recording));
    const { ctx } = cast(stage, recording.by);
    // The event leaves a moment after the commit: until then it is known whose it is.
    if (recording.isLeftToJob) stage.leftToJob.add(await create(ctx, recording));
    else await bring(ctx, recording);
  }
}

async function create(ctx: Ctx, { file, kind, template }: StoryRecording): Promise<string> {
  const sound = { name: `${file}.opus`, bytes: new Uint8Array(await readFile(placeOf(`${file}.opus`))) };
  const made = { kind, title: file, ...(template ? { template } : {}), consent: true };
  return (await createRecording(ctx, made, sound)).recordingId;
}

async function bring(ctx: Ctx, recording: StoryRecording): Promise<void> {
  const { file, isTranscribed, notes = [] } = recording;
  const recordingId = await create(ctx, recording);
  const system: Ctx = { ...ctx, actor: { kind: "system", reason: "the demo's seed" } };
  const { windows } = (await inspectRecording(system, recordingId)) ?? { windows: 0 };
  for (let index = 0; index < windows; index++) await surveyRecording(system, recordingId, index);
  await cutRecording(system, recordingId);
  for (const [atSeconds, text] of notes)
    await createNote(ctx, recordingId, { atMs: atSeconds * SECOND, text });
  if (isTranscribed) await importTranscript(ctx, recordingId, await readFile(placeOf(`${file}.vtt`), "utf8"));
  // Quotes only, and no engine, also where one is configured: the demo spends nothing and sends nothing.
  else await awaitEngine(unheard(system), recordingId);
  await indexRecording(system, recordingId);
  await beginReport(system, recordingId);
  await endRecording(system, recordingId, isTranscribed ? 0 : null);
}

function unheard(ctx: Ctx): Ctx {
  return { ...ctx, transcription: { ...ctx.transcription, engine: () => null } };
}

function placeOf(filename: string): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), "prisma/seed/files", filename);
}
