import { isAppError } from "@/lib/core/errors";
import type { Ctx } from "@/lib/ctx";
import {
  cutRecording,
  indexRecording,
  inspectRecording,
  surveyRecording,
} from "@/lib/recordings/processing/commands";
import { endRecording } from "@/lib/recordings/processing/ending/commands";
import { beginReport } from "@/lib/recordings/reports/commands";
import type { WritingTurn } from "@/lib/recordings/reports/writing/schema";
import { finishWriting, listUnread, readWindow } from "@/lib/recordings/reports/writing/windows/commands";

/** What the job does of a recording that brought its transcript along, without a job, as the system. */
export async function workOn(ctx: Ctx, recordingId: string): Promise<void> {
  const system: Ctx = { ...ctx, actor: { kind: "system", reason: "test" } };
  const plan = await inspectRecording(system, recordingId);
  if (!plan) return;
  for (let index = 0; index < plan.windows; index++) await surveyRecording(system, recordingId, index);
  if (plan.windows > 0) await cutRecording(system, recordingId);
  await indexRecording(system, recordingId);
  const writing = await beginReport(system, recordingId);
  if (writing) await workOnWriting(system, writing);
  await endRecording(system, recordingId, 0);
}

/** What the job does of a report that a model writes, without a job: a window that is not answered is not asked about again. */
export async function workOnWriting(ctx: Ctx, turn: WritingTurn): Promise<void> {
  const system: Ctx = { ...ctx, actor: { kind: "system", reason: "test" } };
  for (const index of await listUnread(system, turn))
    await readWindow(system, turn, index).catch((error: unknown) => {
      if (!isAppError(error, "UNAVAILABLE")) throw error;
    });
  await finishWriting(system, turn);
}
