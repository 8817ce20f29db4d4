import { call, callStream } from "@/lib/core/call";
import { type PutCaption, putCaptionRoute } from "./captions/schema";
import { exportRecordingRoute } from "./exports/schema";
import { type AddTerm, addTermRoute, listTermsRoute, removeTermRoute } from "./glossary/schema";
import { type CreateNote, createNoteRoute, deleteNoteRoute, listNotesRoute } from "./notes/schema";
import { getHearingRoute, type PostReport, postReportRoute } from "./posts/schema";
import { deleteLineRoute, type UpdateLine, updateLineRoute } from "./reports/lines/schema";
import { getReportRoute, type WriteReport, writeReportRoute } from "./reports/schema";
import { listReportVersionsRoute } from "./reports/versions/schema";
import { stopWritingRoute } from "./reports/writing/schema";
import {
  type CompleteCapture,
  type CreateRecording,
  completeRecordingRoute,
  createRecordingRoute,
  deleteRecordingRoute,
  getRecordingRoute,
  listRecordingsRoute,
  putSliceRoute,
  restoreRecordingRoute,
  retryRecordingRoute,
  type UpdateRecording,
  updateRecordingRoute,
} from "./schema";
import {
  type CreateShareLink,
  createShareLinkRoute,
  listShareLinksRoute,
  revokeShareLinkRoute,
} from "./sharing/schema";
import {
  type CreateTemplate,
  createTemplateRoute,
  deleteTemplateRoute,
  listTemplatesRoute,
  restoreTemplateRoute,
  type UpdateTemplate,
  updateTemplateRoute,
} from "./templates/schema";
import { getTranscriptRoute, importTranscriptRoute } from "./transcripts/schema";

type InWorkspace = { workspace: string };
type Of = InWorkspace & { recordingId: string };

export const fetchRecordings = (params: InWorkspace, query: { cursor?: string } = {}) =>
  call(listRecordingsRoute, { params, query: { ...query, limit: 100 } });
/** With the same key it is made once, however often it is asked for. */
export const postRecording = (params: InWorkspace, body: CreateRecording, idempotencyKey?: string) =>
  call(createRecordingRoute, { params, body, ...(idempotencyKey ? { idempotencyKey } : {}) });
export const fetchRecording = (params: Of) => call(getRecordingRoute, { params });
export const patchRecording = (params: Of, body: UpdateRecording) =>
  call(updateRecordingRoute, { params, body });
export const deleteRecording = (params: Of) => call(deleteRecordingRoute, { params });
export const deleteSound = (params: Of) => call(deleteRecordingRoute, { params, query: { audio: "true" } });
export const restoreRecording = (params: Of) => call(restoreRecordingRoute, { params });
export const retryRecording = (params: Of) => call(retryRecordingRoute, { params });

/** What this browser wrote down; it may be sent again. */
export const putCaption = (params: Of & { captionId: string }, body: PutCaption) =>
  call(putCaptionRoute, { params, body });
export const putSlice = (params: Of & { n: number }, bytes: Blob) => call(putSliceRoute, { params, bytes });
export const completeRecording = (params: Of, body: CompleteCapture = {}) =>
  call(completeRecordingRoute, { params, body });

export const fetchReport = (params: Of, version?: number) =>
  call(getReportRoute, { params, query: version === undefined ? {} : { version } });
export const fetchReportVersions = (params: Of) => call(listReportVersionsRoute, { params });
export const patchReportLine = (params: Of & { lineId: string }, body: UpdateLine) =>
  call(updateLineRoute, { params, body });
export const deleteReportLine = (params: Of & { lineId: string }) => call(deleteLineRoute, { params });
export const writeReport = (params: Of, body: WriteReport = {}) => call(writeReportRoute, { params, body });
export const stopWriting = (params: Of & { writingId: string }) => call(stopWritingRoute, { params });
/** All of it, or what is said between two moments. */
export const fetchTranscript = (params: Of, query: { fromMs?: number; toMs?: number } = {}) =>
  call(getTranscriptRoute, { params, query });
export const putTranscript = (params: Of, text: string) =>
  call(importTranscriptRoute, { params, body: { text } });

/** The one whose place the last import took. */
export const restoreTranscript = (params: Of) =>
  call(importTranscriptRoute, { params, body: { restores: true } });

export const fetchTerms = (params: InWorkspace) => call(listTermsRoute, { params });
export const addTerm = (params: InWorkspace, body: AddTerm) => call(addTermRoute, { params, body });
export const removeTerm = (params: InWorkspace & { termId: string }) => call(removeTermRoute, { params });

export const fetchTemplates = (params: InWorkspace) => call(listTemplatesRoute, { params });
export const postTemplate = (params: InWorkspace, body: CreateTemplate) =>
  call(createTemplateRoute, { params, body });
export const patchTemplate = (params: InWorkspace & { templateId: string }, body: UpdateTemplate) =>
  call(updateTemplateRoute, { params, body });
export const deleteTemplate = (params: InWorkspace & { templateId: string }) =>
  call(deleteTemplateRoute, { params });
export const restoreTemplate = (params: InWorkspace & { templateId: string }) =>
  call(restoreTemplateRoute, { params });

export const fetchShareLinks = (params: Of) => call(listShareLinksRoute, { params, query: { limit: 100 } });
export const postShareLink = (params: Of, body: CreateShareLink) =>
  call(createShareLinkRoute, { params, body });
export const revokeShareLink = (params: Of & { shareLinkId: string }) =>
  call(revokeShareLinkRoute, { params });

/** Who of those that read a conversation could not hear it. */
export const fetchHearing = (params: Of, conversationId: string) =>
  call(getHearingRoute, { params, query: { conversationId } });
export const postReport = (params: Of, body: PostReport) => call(postReportRoute, { params, body });

export const fetchNotes = (params: Of) => call(listNotesRoute, { params });
export const postNote = (params: Of, body: CreateNote, idempotencyKey?: string) =>
  call(createNoteRoute, { params, body, ...(idempotencyKey ? { idempotencyKey } : {}) });
export const deleteNote = (params: Of & { noteId: string }) => call(deleteNoteRoute, { params });

/** The file itself, where it may be refused: a browser that is led to its address would save the refusal. */
export const fetchPdf = async (params: Of): Promise<Blob> =>
  (await callStream(exportRecordingRoute, { params, query: { format: "pdf" } })).blob();

/** Where a recording is read as a file of this format. */
export function exportAddress(workspace: string, recordingId: string, format: string): string {
  return `/api/v1/workspaces/${encodeURIComponent(workspace)}/audio_recordings/${recordingId}/export?format=${format}`;
}
