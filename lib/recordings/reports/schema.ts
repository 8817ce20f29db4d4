import { z } from "zod";
import { Id } from "@/lib/core/ids";

export const ReportTemplate = z.enum(["meeting", "sales_call", "interview", "lecture"]);
export type ReportTemplate = z.infer<typeof ReportTemplate>;

export const SectionKind = z.enum([
  "summary",
  "decisions",
  "action_items",
  "open_questions",
  "risks",
  "quotes",
]);
export type SectionKind = z.infer<typeof SectionKind>;

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

export const ReportSection = z.object({ kind: SectionKind, lines: z.array(ReportLine) });
export type ReportSection = z.infer<typeof ReportSection>;

export const ReportDto = z.object({
  version: z.int(),
  template: ReportTemplate,
  /** Who wrote it: "quotes" is the built-in extractive writer. */
  engine: z.string(),
  sections: z.array(ReportSection),
  /** For each minute of the recording, whether a line touches it. */
  coverage: z.array(z.boolean()),
  /** Lines whose quote was not found, and which are not shown. */
  leftOut: z.int(),
  stale: z.boolean(),
  createdAt: z.string(),
});
export type ReportDto = z.infer<typeof ReportDto>;
