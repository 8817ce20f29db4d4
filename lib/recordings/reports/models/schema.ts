import * as z from "zod";
import { Id } from "@/lib/core/ids";
import { SectionKind, TypedKind } from "../../schema";
import { ReportLine } from "../schema";

/** One thing that a model found in a window of a transcript. */
const ExtractedItem = z.object({
  /** Of a custom section the name that it is given for this question. */
  kind: z.string(),
  /** One sentence that says it, in the language of the transcript. */
  text: z.string(),
  /** The words that prove it, copied from the transcript. */
  quote: z.string(),
  /** Who does it and until when, of an action item, as it was said. */
  owner: z.string().nullable(),
  due: z.string().nullable(),
});
export type ExtractedItem = z.infer<typeof ExtractedItem>;

export type Extraction = { items: ExtractedItem[] };

/** What a model answers that is asked for the typed kinds, and for custom sections by these names. */
export function extractionOf(customs: string[]) {
  const kind = z.enum([...TypedKind.options, ...customs]);
  return z.object({ items: z.array(ExtractedItem.extend({ kind })) });
}

/** The same as a line of the report: its quote was found, and it is placed. `id`: of a custom section. */
export const FoundLine = z.object({ kind: SectionKind, id: Id.nullable().default(null), line: ReportLine });
export type FoundLine = z.infer<typeof FoundLine>;
