import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute, pageOf, pageQuery } from "@/lib/core/route";

export const ReportTemplate = z.enum(["meeting", "sales_call", "interview", "lecture"]);
export type ReportTemplate = z.infer<typeof ReportTemplate>;

export const SectionKind = z.enum([
  "summary",
  "decisions",
  "action_items",
  "open_questions",
  "risks",
  "quotes",
  /** One that a template of the workspace asks for in its own words. */
  "custom",
]);
export type SectionKind = z.infer<typeof SectionKind>;

/** A kind that a report has at most one section of. */
export const TypedKind = SectionKind.exclude(["custom"]);
export type TypedKind = z.infer<typeof TypedKind>;

export const RecordingKind = z.enum(["meeting", "call", "voice"]);
export type RecordingKind = z.infer<typeof RecordingKind>;

export const RecordingStatus = z.enum(["pending", "processing", "processed", "failed"]);
export type RecordingStatus = z.infer<typeof RecordingStatus>;

/** The last stage that was reached, in this order. */
export const RecordingStage = z.enum([
  "capturing",
  "received",
  "inspected",
  "cut",
  "transcribed",
  "reported",
]);
export type RecordingStage = z.infer<typeof RecordingStage>;

/** Who may read it: all members but guests, who is in a conversation, or whoever brought it and those named. */
const RecordingVisibility = z.enum(["workspace", "conversation", "private"]);

export const RecordingDto = z.object({
  recordingId: Id,
  kind: RecordingKind,
  title: z.string(),
  status: RecordingStatus,
  stage: RecordingStage,
  /** Percent of all the work. */
  progress: z.int(),
  /** `engine`: there is none yet that writes down speech. */
  waitingFor: z.literal("engine").nullable(),
  error: z.string().nullable(),
  /** Where the sound is read from; null where there is none. */
  fileId: Id.nullable(),
  /** Its sound alone was deleted: when, and by whom; by nobody where the workspace keeps sound only so long. */
  soundDeleted: z.object({ at: z.string(), by: z.string().nullable() }).nullable(),
  /** When its sound will be deleted, as the workspace keeps it; null: it stays, or there is none. */
  soundUntil: z.string().nullable(),
  durationMs: z.int().nullable(),
  language: z.string().nullable(),
  template: ReportTemplate,
  /** One of the workspace's own that was chosen. Where it is gone, reports are written by `template`. */
  templateId: Id.nullable(),
  visibility: RecordingVisibility,
  conversationId: Id.nullable(),
  memberIds: z.array(Id),
  revision: z.int(),
  hasTranscript: z.boolean(),
  hasReport: z.boolean(),
  noteCount: z.int(),
  /** When whoever recorded it said that everybody who is heard knows of it. */
  consentAt: z.string().nullable(),
  createdBy: z.object({ memberId: Id, name: z.string() }).nullable(),
  /** When it was recorded: as the recorder or the file says, else when it was brought. */
  recordedAt: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type RecordingDto = z.infer<typeof RecordingDto>;

/** That a model writes the report, or a part of it. What was there before stays until it is done. */
export const ReportWritingDto = z.object({
  id: Id,
  status: z.enum(["writing", "done", "failed", "stopped"]),
  template: ReportTemplate,
  templateId: Id.nullable(),
  /** The one section (a custom one by its id), or the one line, that is written anew; all null: all of it. */
  section: TypedKind.nullable(),
  sectionId: Id.nullable(),
  /** What the one section is called, where its template says so. */
  sectionTitle: z.string().nullable(),
  lineId: Id.nullable(),
  /** The stretches of the transcript that the model reads one at a time: how many there are, and how many it has read. */
  windows: z.object({ total: z.int(), done: z.int() }),
  /** Why it failed, in a sentence for people. */
  error: z.string().nullable(),
  createdAt: z.string(),
});
export type ReportWritingDto = z.infer<typeof ReportWritingDto>;

/** One recording with what it says: the transcript as lines of text, the report as Markdown. */
export const RecordingWholeDto = RecordingDto.extend({
  transcript: z.string().nullable(),
  report: z.string().nullable(),
  /** While a model writes the report, or after the last attempt failed; else null. */
  reportWriting: ReportWritingDto.nullable(),
  /** Peaks of the waveform, 0 to 255. */
  waveform: z.array(z.int()).nullable(),
  /** The slices of a capture that are here, for a recorder that goes on. */
  slices: z.array(z.int()),
  /** The pieces that are transcribed alone: how many there are, are done, and failed. */
  pieces: z.object({ total: z.int(), done: z.int(), failed: z.int() }),
});
export type RecordingWholeDto = z.infer<typeof RecordingWholeDto>;

const Title = z
  .string()
  .trim()
  .min(1, "A recording needs a title.")
  .max(200, "A title has at most 200 characters.");
const Language = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z]{2,3}$/, "Write a language like en or de.");
/** As much as one request carries. */
const TranscriptText = z
  .string()
  .min(1, "There is no transcript here.")
  .max(900_000, "A transcript has at most 900,000 characters.");

const readers = {
  visibility: RecordingVisibility.optional(),
  /** With visibility `conversation`. */
  conversationId: Id.optional(),
  /** With visibility `private`: who else may read it. */
  memberIds: z.array(Id).max(100, "At most 100 people can be named.").optional(),
};
const about = {
  kind: RecordingKind.optional(),
  title: Title.optional(),
  language: Language.optional(),
  /** What its report is written by: one that is built in, or one of the workspace's own. Unless told, as the workspace chose. */
  template: ReportTemplate.optional(),
  templateId: Id.optional(),
  ...readers,
};

/** One of a file in a multipart form, `upload_id`, `capture: true`, and `transcript` alone. */
export const CreateRecording = z.strictObject({
  ...about,
  uploadId: Id.optional(),
  capture: z.literal(true).optional(),
  /** Of a capture: one of one's own that was finished without its recorder. Its slices and notes come along. */
  continues: Id.optional(),
  /** When it was recorded, where that was earlier. What is to come is not believed. */
  recordedAt: z.iso.datetime("Write a moment like 2026-05-31T09:30:00Z.").optional(),
  /** A transcript made elsewhere: vtt, srt or text. */
  transcript: TranscriptText.optional(),
  /** That everybody who is heard knows of it. */
  consent: z.boolean().optional(),
});
export type CreateRecording = z.output<typeof CreateRecording>;

/** About ten seconds of what a browser records are 100 kB. */
const SLICE_BYTES = 4 * 1024 * 1024;
const MOST_SLICES = 10_000;

export const CompleteCapture = z.strictObject({
  /** How many slices there are; unless told, those that are here. */
  slices: z.int().min(1).max(MOST_SLICES).optional(),
  /** Of a voice message: where it is sent, and the message that it replies to. */
  conversationId: Id.optional(),
  parentId: Id.optional(),
});
export type CompleteCapture = z.output<typeof CompleteCapture>;

export const UpdateRecording = z.strictObject({ ...about, language: Language.nullable().optional() });
export type UpdateRecording = z.output<typeof UpdateRecording>;

/** The largest file that is taken in the body of one request; a larger one is an upload in parts. */
const FORM_BYTES = 8 * 1024 * 1024;

const inWorkspace = "/workspaces/{workspace}";
export const oneRecording = `${inWorkspace}/audio_recordings/{recordingId}`;
export const recordingParams = { recordingId: Id };

export const listRecordingsRoute = defineRoute({
  method: "GET",
  path: `${inWorkspace}/audio_recordings`,
  summary: "Recordings that I may hear, newest first; voice messages only when they are asked for.",
  access: "member",
  query: {
    ...pageQuery,
    kind: RecordingKind.optional(),
    status: RecordingStatus.optional(),
    deleted: z.enum(["true", "false"]).default("false"),
  },
  response: pageOf(RecordingDto),
});

export const createRecordingRoute = defineRoute({
  method: "POST",
  path: `${inWorkspace}/audio_recordings`,
  summary:
    "Bring a recording: a file in a multipart form, an upload, a capture whose slices follow, or a transcript made elsewhere.",
  access: "member",
  limit: "uploads",
  status: 202,
  body: CreateRecording,
  takesForm: FORM_BYTES,
  response: RecordingDto,
});

export const getRecordingRoute = defineRoute({
  method: "GET",
  path: oneRecording,
  summary: "One recording, with its transcript and its report as text.",
  access: "member",
  params: recordingParams,
  response: RecordingWholeDto,
});

export const updateRecordingRoute = defineRoute({
  method: "PATCH",
  path: oneRecording,
  summary: "Another title, kind, language, template or readers.",
  access: "member",
  params: recordingParams,
  body: UpdateRecording,
  response: RecordingDto,
});

export const deleteRecordingRoute = defineRoute({
  method: "DELETE",
  path: oneRecording,
  summary:
    "Delete a recording, or with audio=true its sound alone. A recording can be brought back for 30 days, its sound cannot.",
  access: "member",
  params: recordingParams,
  query: { audio: z.enum(["true", "false"]).default("false") },
});

export const restoreRecordingRoute = defineRoute({
  method: "POST",
  path: `${oneRecording}/restore`,
  summary: "Bring a deleted recording back.",
  access: "member",
  status: 200,
  params: recordingParams,
  response: RecordingDto,
});

export const putSliceRoute = defineRoute({
  method: "PUT",
  path: `${oneRecording}/slices/{n}`,
  summary: "What was recorded since the last slice, numbered from 0. The same slice may come again.",
  access: "member",
  params: { ...recordingParams, n: z.coerce.number().int().min(0).max(MOST_SLICES) },
  takesBytes: SLICE_BYTES,
});

export const completeRecordingRoute = defineRoute({
  method: "POST",
  path: `${oneRecording}/complete`,
  summary:
    "The capture is over: join its slices and go on; a voice message is sent to its conversation. Repeated: the same recording.",
  access: "member",
  status: 202,
  idempotent: false,
  params: recordingParams,
  body: CompleteCapture,
  response: RecordingDto,
});

export const retryRecordingRoute = defineRoute({
  method: "POST",
  path: `${oneRecording}/retry`,
  summary: "Try again what failed, and nothing else.",
  access: "member",
  status: 202,
  params: recordingParams,
  response: RecordingDto,
});

export const followRecordingRoute = defineRoute({
  method: "GET",
  path: `${oneRecording}/events`,
  summary: "How far the work is, as server-sent events, until it has ended.",
  access: "member",
  params: recordingParams,
  answers: "stream",
});
