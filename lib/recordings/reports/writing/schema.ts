import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, ReportWritingDto, recordingParams } from "../../schema";

/** One turn of a writing: what its job is told. */
export type WritingTurn = { recordingId: string; writingId: string; turn: number };

export const stopWritingRoute = defineRoute({
  method: "POST",
  path: `${oneRecording}/report/writings/{writingId}/stop`,
  summary: "Stop the writing of a report, or leave it where it failed. The report stays as it was.",
  access: "member",
  status: 200,
  params: { ...recordingParams, writingId: Id },
  response: ReportWritingDto,
});
