import { z } from "zod";
import { defineEvent, topics } from "@/lib/core/event";
import { Id } from "@/lib/core/ids";
import { RecordingStage, RecordingStatus } from "./schema";

/** Whom it reaches: exactly those who may hear the recording. */
const HeardBy = z.object({
  workspaceId: Id.nullable(),
  conversationId: Id.nullable(),
  memberIds: z.array(Id),
});
export type HeardBy = z.infer<typeof HeardBy>;

function topicsOf({ heardBy }: { heardBy: HeardBy }): string[] {
  const { workspaceId, conversationId, memberIds } = heardBy;
  if (workspaceId) return [topics.workspace(workspaceId)];
  if (conversationId) return [topics.conversation(conversationId)];
  return memberIds.map(topics.member);
}

/** How far a recording is, and that something about it changed. Ids and numbers alone: what it is called and says is fetched. */
export const recordingProgressed = defineEvent({
  name: "recording.progressed",
  payload: z.object({
    recordingId: Id,
    status: RecordingStatus,
    stage: RecordingStage,
    progress: z.int(),
    waitingFor: z.string().nullable(),
    revision: z.int(),
    change: z.enum([
      "created",
      "progressed",
      "updated",
      "transcript",
      "report",
      "notes",
      "deleted",
      "restored",
    ]),
    heardBy: HeardBy,
  }),
  topics: topicsOf,
});

/** A job: a recording is there to be worked on, or to go on with. */
export const recordingReceived = defineEvent({
  name: "recording.received",
  payload: z.object({ recordingId: Id }),
  job: true,
});

/** A job: a model is to write its report, or a part of it. Of a writing that was begun again only the last turn counts. */
export const reportRequested = defineEvent({
  name: "recording.report_requested",
  payload: z.object({ recordingId: Id, writingId: Id, turn: z.int() }),
  job: true,
});

/** A job: its transcript or its notes changed, and the index follows. */
export const recordingRevised = defineEvent({
  name: "recording.revised",
  payload: z.object({ recordingId: Id }),
  job: true,
});

/** A job: its sound was deleted, and its bytes are to be erased. */
export const soundDeleted = defineEvent({
  name: "recording.sound_deleted",
  payload: z.object({ recordingId: Id }),
  job: true,
});

/** A job: its readers are others now, and the index follows. */
export const recordingMoved = defineEvent({
  name: "recording.moved",
  payload: z.object({ recordingId: Id }),
  job: true,
});
