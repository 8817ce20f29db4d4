import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { HiddenReason } from "../pieces/schema";
import { oneRecording, recordingParams } from "../schema";

const SpeakerDto = z.object({ id: Id, name: z.string() });

export const SegmentDto = z.object({
  id: Id,
  startMs: z.int(),
  endMs: z.int(),
  speakerId: Id.nullable(),
  text: z.string(),
  confidence: z.number().nullable(),
  /** Why it is not shown; null for what is. */
  hidden: HiddenReason.nullable(),
  origin: z.enum(["engine", "import", "device"]),
  editedAt: z.string().nullable(),
});
export type SegmentDto = z.infer<typeof SegmentDto>;

export const TranscriptDto = z.object({
  revision: z.int(),
  speakers: z.array(SpeakerDto),
  /** All of them in order, the hidden ones too. */
  segments: z.array(SegmentDto),
});
export type TranscriptDto = z.infer<typeof TranscriptDto>;

export const UpdateSegment = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, "A segment says something.")
    .max(5_000, "A segment has at most 5,000 characters.")
    .optional(),
  speakerId: Id.nullable().optional(),
  /** false restores what was taken for invented; true takes a segment out. */
  hidden: z.boolean().optional(),
});
export type UpdateSegment = z.output<typeof UpdateSegment>;

export const UpdateSpeaker = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1, "A speaker needs a name.")
    .max(100, "A name has at most 100 characters.")
    .optional(),
  /** Everything this speaker said was said by that one. */
  mergeInto: Id.optional(),
});
export type UpdateSpeaker = z.output<typeof UpdateSpeaker>;

const transcript = `${oneRecording}/transcript`;
const segment = `${transcript}/segments/{segmentId}`;
const segmentParams = { ...recordingParams, segmentId: Id };

export const getTranscriptRoute = defineRoute({
  method: "GET",
  path: transcript,
  summary: "The transcript with its speakers.",
  access: "member",
  params: recordingParams,
  response: TranscriptDto,
});

export const importTranscriptRoute = defineRoute({
  method: "PUT",
  path: transcript,
  summary: "Put a transcript made elsewhere (vtt, srt or text) in place of the one that is there.",
  access: "member",
  params: recordingParams,
  body: z.strictObject({
    text: z
      .string()
      .min(1, "There is no transcript here.")
      .max(900_000, "A transcript has at most 900,000 characters."),
  }),
  response: TranscriptDto,
});

export const updateSegmentRoute = defineRoute({
  method: "PATCH",
  path: segment,
  summary: "Correct what a segment says, who says it, or whether it is shown.",
  access: "member",
  params: segmentParams,
  body: UpdateSegment,
  response: SegmentDto,
});

export const splitSegmentRoute = defineRoute({
  method: "POST",
  path: `${segment}/split`,
  summary: "Make two segments of one, before a character of its text.",
  access: "member",
  status: 200,
  params: segmentParams,
  body: z.strictObject({ at: z.int().min(1).max(5_000) }),
  response: TranscriptDto,
});

export const joinSegmentRoute = defineRoute({
  method: "POST",
  path: `${segment}/join`,
  summary: "Join a segment with the one after it.",
  access: "member",
  status: 200,
  params: segmentParams,
  response: TranscriptDto,
});

export const updateSpeakerRoute = defineRoute({
  method: "PATCH",
  path: `${oneRecording}/speakers/{speakerId}`,
  summary: "Rename a speaker, or merge it into another.",
  access: "member",
  params: { ...recordingParams, speakerId: Id },
  body: UpdateSpeaker,
  response: TranscriptDto,
});
