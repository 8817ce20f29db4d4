import type { Ctx } from "@/lib/ctx";
import {
  cutRecording,
  indexRecording,
  inspectRecording,
  surveyRecording,
} from "@/lib/recordings/processing/commands";
import { endRecording } from "@/lib/recordings/processing/ending/commands";

/** What the job does of a recording that brought its transcript along, without a job, as the system. */
export async function workOn(ctx: Ctx, recordingId: string): Promise<void> {
  const system: Ctx = { ...ctx, actor: { kind: "system", reason: "test" } };
  const plan = await inspectRecording(system, recordingId);
  if (!plan) return;
  for (let index = 0; index < plan.windows; index++) await surveyRecording(system, recordingId, index);
  if (plan.windows > 0) await cutRecording(system, recordingId);
  await indexRecording(system, recordingId);
  await endRecording(system, recordingId, 0);
}
