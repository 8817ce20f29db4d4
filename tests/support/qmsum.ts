import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { Segment } from "@/lib/recordings/reports/extract/rules";

const Query = z.object({ query: z.string(), answer: z.string() });
const Meeting = z.object({
  general_query_list: z.array(Query),
  specific_query_list: z.array(
    Query.extend({ relevant_text_span: z.array(z.tuple([z.coerce.number(), z.coerce.number()])) }),
  ),
  meeting_transcripts: z.array(z.object({ speaker: z.string(), content: z.string() })),
});
export type QmsumMeeting = z.output<typeof Meeting>;

/** The 35 meetings of QMSum's validation set. */
export function readQmsum(): QmsumMeeting[] {
  const file = join(import.meta.dirname, "../fixtures/meetings/qmsum.val.jsonl.gz");
  const lines = gunzipSync(readFileSync(file)).toString().trim().split("\n");
  return lines.map((line) => Meeting.parse(JSON.parse(line)));
}

/** The turns as segments of a transcript, five seconds each; `id` is the turn's number. Marks such as {vocalsound} were not said. */
export function segmentsOf({ meeting_transcripts: turns }: QmsumMeeting): Segment[] {
  return turns.flatMap(({ speaker, content }, at) => {
    const text = content
      .replace(/\{[^}]*\}/g, " ")
      .replace(/\s+([.,?!;:'])/g, "$1")
      .replace(/ n't/g, "n't")
      .replace(/\s+/g, " ")
      .trim();
    return text === ""
      ? []
      : [{ id: String(at), startMs: at * 5_000, endMs: at * 5_000 + 5_000, speaker, text }];
  });
}
