import { z } from "zod";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, recordingParams } from "../../schema";

/** How a version came about: written as a whole, one section or one line of it anew, a line edited or removed by hand, an earlier one restored. */
export const VersionMade = z.enum(["written", "section", "redone", "edited", "removed", "restored"]);
export type VersionMade = z.infer<typeof VersionMade>;

export const ReportVersionDto = z.object({
  version: z.int(),
  /** "quotes" is the built-in extractive writer. */
  engine: z.string(),
  made: VersionMade,
  /** Who asked for it; null for the first one, which nobody did. */
  by: z.string().nullable(),
  createdAt: z.string(),
});
export type ReportVersionDto = z.infer<typeof ReportVersionDto>;

export const listReportVersionsRoute = defineRoute({
  method: "GET",
  path: `${oneRecording}/report/versions`,
  summary: "The versions of the report, newest first: at most the last 100.",
  access: "member",
  params: recordingParams,
  response: z.object({ items: z.array(ReportVersionDto) }),
});
