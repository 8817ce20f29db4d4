import * as z from "zod";

export const HeardWord = z.object({ startMs: z.int(), endMs: z.int(), text: z.string() });
export type HeardWord = z.infer<typeof HeardWord>;

/** What an engine heard, with the figures by which invented text is known. Null: the engine does not say. */
export const HeardSegment = z.object({
  startMs: z.int(),
  endMs: z.int(),
  text: z.string(),
  noSpeech: z.number().nullable(),
  logProbability: z.number().nullable(),
  compression: z.number().nullable(),
  words: z.array(HeardWord),
});
export type HeardSegment = z.infer<typeof HeardSegment>;

/** Why a segment is not shown. It stays in the transcript, and can be restored. */
export const HiddenReason = z.enum([
  "no_speech",
  "compression",
  "repetition",
  "near_silence",
  "removed",
  /** A browser wrote it down, and an engine or a transcript from elsewhere took its place. */
  "provisional",
  /** Of a transcript that another one took the place of, and that one another. */
  "outdated",
]);
export type HiddenReason = z.infer<typeof HiddenReason>;
