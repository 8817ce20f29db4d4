import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, recordingParams } from "../schema";

const DAY_MS = 86_400_000;

/** What the browser of whoever records wrote down by itself: provisional, until an engine hears the sound. */
export const PutCaption = z
  .strictObject({
    startMs: z.int().min(0).max(DAY_MS),
    endMs: z.int().min(0).max(DAY_MS),
    text: z
      .string()
      .trim()
      .min(1, "A caption says something.")
      .max(5_000, "A caption has at most 5,000 characters."),
  })
  .superRefine(({ startMs, endMs }, { addIssue }) => {
    if (startMs <= endMs) return;
    // Either may be the wrong one.
    for (const field of ["startMs", "endMs"])
      addIssue({ code: "custom", path: [field], message: "A caption does not end before it begins." });
  });
export type PutCaption = z.output<typeof PutCaption>;

export const putCaptionRoute = defineRoute({
  method: "PUT",
  path: `${oneRecording}/captions/{captionId}`,
  summary:
    "A line that the recorder's browser wrote down while recording, under an id made there. It is provisional. The same line may come again.",
  access: "member",
  params: { ...recordingParams, captionId: Id },
  body: PutCaption,
});
