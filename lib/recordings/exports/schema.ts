import { z } from "zod";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, recordingParams } from "../schema";

export const ExportFormat = z.enum(["md", "docx", "pdf", "srt", "vtt", "json"]);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const exportRecordingRoute = defineRoute({
  method: "GET",
  path: `${oneRecording}/export`,
  summary: "The report, the notes and the transcript as a file.",
  access: "member",
  params: recordingParams,
  query: { format: ExportFormat.default("md") },
  answers: "bytes",
});
