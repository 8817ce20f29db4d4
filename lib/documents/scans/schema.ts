import { z } from "zod";

/** Pages without text of their own: how many there are, on how many words were read, and how many nobody has read yet. */
export const PicturesDto = z.object({ pages: z.int(), read: z.int(), left: z.int() });
export type PicturesDto = z.infer<typeof PicturesDto>;

/** From the upper left corner, in fractions of the page. */
const LineBox = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });
/** A line of a page in its text, and where it stands in its picture; null where that is not known. */
export const ScannedLine = z.object({ start: z.int(), end: z.int(), box: LineBox.nullable() });
export type ScannedLine = z.infer<typeof ScannedLine>;

/** How far a page is whose words are in a picture. `undrawable`: it is no picture, or its picture cannot be had. */
export const ScannedStatus = z.enum(["waiting", "read", "wordless", "undrawable", "failed"]);
export type ScannedStatus = z.infer<typeof ScannedStatus>;

const SeenLine = z.object({
  text: z.string(),
  box: LineBox.nullable(),
});

/** What was read on a page, as it is kept. */
export const SeenParagraphs = z.array(z.array(SeenLine));
export type SeenParagraphs = z.infer<typeof SeenParagraphs>;
