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
  /** Who corrected it last, and what it said before; null where its words are as they came. */
  correction: z.object({ by: z.string().nullable(), before: z.string() }).nullable(),
});
export type SegmentDto = z.infer<typeof SegmentDto>;

export const TranscriptDto = z.object({
  revision: z.int(),
  speakers: z.array(SpeakerDto),
  /** All of them in order, the hidden ones too. */
  segments: z.array(SegmentDto),
  /** How many lines the transcript has that this one took the place of; 0: there is none. It is kept, and can be brought back. */
  replacedCount: z.int(),
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
  /** What the segment said when the correction was begun: where it says something else by now, nobody is overwritten. */
  replaces: z.string().max(100_000).optional(),
});
export type UpdateSegment = z.output<typeof UpdateSegment>;

const SpeakerName = z
  .string()
  .trim()
  .min(1, "A speaker needs a name.")
  .max(100, "A name has at most 100 characters.");
const DAY_MS = 86_400_000;

export const UpdateSpeaker = z.strictObject({
  name: SpeakerName.optional(),
  /** Everything this speaker said was said by that one. */
  mergeInto: Id.optional(),
});
export type UpdateSpeaker = z.output<typeof UpdateSpeaker>;

export const SplitSegment = z.strictObject({
  /** Before which character of its text. */
  at: z.int().min(1).max(5_000),
  /** When the first one ends and the second one begins; unless told, they share the time by their length. */
  endMs: z.int().min(0).max(DAY_MS).optional(),
  startMs: z.int().min(0).max(DAY_MS).optional(),
});
export type SplitSegment = z.output<typeof SplitSegment>;

export const NameSpeaker = z.strictObject({
  name: SpeakerName,
  /** What this speaker says. */
  segmentIds: z.array(Id).min(1, "Name at least one segment.").max(5_000, "At most 5,000 segments."),
});
export type NameSpeaker = z.output<typeof NameSpeaker>;

const ImportTranscript = z
  .strictObject({
    text: z
      .string()
      .min(1, "There is no transcript here.")
      .max(900_000, "A transcript has at most 900,000 characters.")
      .optional(),
    restores: z.literal(true).optional(),
  })
  .refine(({ text, restores }) => text !== undefined || restores !== undefined, {
    path: ["text"],
    message: "There is no transcript here.",
  })
  .refine(({ text, restores }) => text === undefined || restores === undefined, {
    path: ["restores"],
    message: "Bring a transcript, or bring one back: not both at once.",
  });

const transcript = `${oneRecording}/transcript`;
const segment = `${transcript}/segments/{segmentId}`;
const segmentParams = { ...recordingParams, segmentId: Id };

export const getTranscriptRoute = defineRoute({
  method: "GET",
  path: transcript,
  summary: "The transcript with its speakers, or what of it is said between two moments.",
  access: "member",
  params: recordingParams,
  query: {
    fromMs: z.coerce.number().int().min(0).max(DAY_MS).optional(),
    toMs: z.coerce.number().int().min(0).max(DAY_MS).optional(),
  },
  response: TranscriptDto,
});

export const importTranscriptRoute = defineRoute({
  method: "PUT",
  path: transcript,
  summary:
    "Put a transcript made elsewhere (vtt, srt or text) in place of the one that is there, or with restores=true the one back whose place it took.",
  access: "member",
  params: recordingParams,
  body: ImportTranscript,
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
  body: SplitSegment,
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

export const nameSpeakerRoute = defineRoute({
  method: "POST",
  path: `${oneRecording}/speakers`,
  summary: "Name who says some segments; a speaker who is not there yet is added.",
  access: "member",
  status: 200,
  params: recordingParams,
  body: NameSpeaker,
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
