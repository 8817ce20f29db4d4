import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, ReportTemplate, ReportWritingDto, recordingParams, TypedKind } from "../schema";
import { SectionPlan } from "../templates/schema";

/** One line of a report. Its quote stands word for word in the segments that it names. */
export const ReportLine = z.object({
  id: Id,
  /** What the report says: prose of a model, else the quote itself. */
  text: z.string(),
  quote: z.string(),
  speaker: z.string().nullable(),
  segmentIds: z.array(z.string()),
  startMs: z.int(),
  endMs: z.int(),
  /** Of an action item, and only as it was said. */
  owner: z.string().nullable(),
  due: z.string().nullable(),
  /** The words under it were changed after it was written. */
  stale: z.boolean(),
});
export type ReportLine = z.infer<typeof ReportLine>;

/** What was asked for, and what was found of it. */
export const ReportSection = SectionPlan.extend({ lines: z.array(ReportLine) });
export type ReportSection = z.infer<typeof ReportSection>;

/** A line as it is shown. */
export const ReportLineDto = ReportLine.extend({
  /** What is said today in the place of the quote of a stale line; null where nothing like it is. */
  today: z.string().nullable(),
});
export type ReportLineDto = z.infer<typeof ReportLineDto>;

export const ReportDto = z.object({
  version: z.int(),
  template: ReportTemplate,
  /** The workspace's own template that it was written by, and what that was called. */
  templateId: Id.nullable(),
  templateName: z.string().nullable(),
  /** What became of that template since: its sections are others now, or it was deleted. The report keeps its own. */
  templateNow: z.enum(["same", "changed", "gone"]),
  /** Who wrote it: "quotes" is the built-in extractive writer. */
  engine: z.string(),
  sections: z.array(SectionPlan.extend({ lines: z.array(ReportLineDto) })),
  /** For each minute of the recording, whether a line touches it. */
  coverage: z.array(z.boolean()),
  /** Lines whose quote was not found, and which are not shown. */
  leftOut: z.int(),
  stale: z.boolean(),
  createdAt: z.string(),
});
export type ReportDto = z.infer<typeof ReportDto>;

/**
 * All of it, by the template that is named from then on; one section, a custom one by its id; or one line: then the line says what its segments
 * say today, or goes where they say nothing like it.
 */
export const WriteReport = z.strictObject({
  template: ReportTemplate.optional(),
  templateId: Id.optional(),
  section: TypedKind.optional(),
  sectionId: Id.optional(),
  lineId: Id.optional(),
  /** As it was in an earlier version. */
  fromVersion: z.int().min(1).max(1_000_000).optional(),
});
export type WriteReport = z.output<typeof WriteReport>;

/** The report as it is, and what a model is writing for it. */
export const WrittenReportDto = z.object({
  report: ReportDto.nullable(),
  writing: ReportWritingDto.nullable(),
});
export type WrittenReportDto = z.infer<typeof WrittenReportDto>;

export const getReportRoute = defineRoute({
  method: "GET",
  path: `${oneRecording}/report`,
  summary: "The report, or an earlier version of it.",
  access: "member",
  params: recordingParams,
  query: { version: z.coerce.number().int().min(1).max(1_000_000).optional() },
  response: ReportDto,
});

export const writeReportRoute = defineRoute({
  method: "POST",
  path: `${oneRecording}/report`,
  summary:
    "Write the report anew, one section or one line of it, or bring an earlier version back. The version before is kept. 202 where a model writes it: how far it is stands at the recording.",
  access: "member",
  status: 201,
  params: recordingParams,
  body: WriteReport,
  response: WrittenReportDto,
});
