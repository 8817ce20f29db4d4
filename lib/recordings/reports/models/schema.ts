import * as z from "zod";
import { SectionKind } from "../../schema";
import { ReportLine } from "../schema";

/** One thing that a model found in a window of a transcript. */
export const ExtractedItem = z.object({
  kind: SectionKind,
  /** One sentence that says it, in the language of the transcript. */
  text: z.string(),
  /** The words that prove it, copied from the transcript. */
  quote: z.string(),
  /** Who does it and until when, of an action item, as it was said. */
  owner: z.string().nullable(),
  due: z.string().nullable(),
});
export type ExtractedItem = z.infer<typeof ExtractedItem>;

export const Extraction = z.object({ items: z.array(ExtractedItem) });
export type Extraction = z.infer<typeof Extraction>;

/** The same as a line of the report: its quote was found, and it is placed. */
export const FoundLine = z.object({ kind: SectionKind, line: ReportLine });
export type FoundLine = z.infer<typeof FoundLine>;
