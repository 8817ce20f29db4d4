import { z } from "zod";
import { Id } from "@/lib/core/ids";
import { defineRoute } from "@/lib/core/route";
import { oneRecording, recordingParams } from "../schema";

/** A line typed while recording or listening, pinned to its second. Without text: a mark. */
export const NoteDto = z.object({
  id: Id,
  atMs: z.int(),
  text: z.string(),
  createdBy: z.object({ memberId: Id, name: z.string() }).nullable(),
  createdAt: z.string(),
});
export type NoteDto = z.infer<typeof NoteDto>;

const DAY_MS = 86_400_000;

export const CreateNote = z.strictObject({
  atMs: z.int().min(0).max(DAY_MS),
  text: z.string().trim().max(2_000, "A note has at most 2,000 characters.").default(""),
});
export type CreateNote = z.output<typeof CreateNote>;

const path = `${oneRecording}/notes`;

export const listNotesRoute = defineRoute({
  method: "GET",
  path,
  summary: "The notes of a recording, by their second.",
  access: "member",
  params: recordingParams,
  response: z.object({ items: z.array(NoteDto) }),
});

export const createNoteRoute = defineRoute({
  method: "POST",
  path,
  summary: "Pin a line, or a mark, to a second.",
  access: "member",
  status: 201,
  params: recordingParams,
  body: CreateNote,
  response: NoteDto,
});

export const deleteNoteRoute = defineRoute({
  method: "DELETE",
  path: `${path}/{noteId}`,
  summary: "Take a note of one's own away.",
  access: "member",
  params: { ...recordingParams, noteId: Id },
});
