import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";

type Work = Pick<
  RecordingDto,
  | "status"
  | "stage"
  | "progress"
  | "waitingFor"
  | "error"
  | "hasTranscript"
  | "hasReport"
  | "noteCount"
  | "fileId"
  | "soundDeleted"
>;

const words = t.recording.states;

/** How it stands with a recording, in one honest sentence. */
export function stateOf(recording: Work): string {
  const { status, stage, progress, waitingFor, error, hasTranscript, hasReport, noteCount } = recording;
  if (status === "failed") return error ?? words.failed;
  if (stage === "capturing") return words.capturing;
  if (waitingFor === "engine") return hasTranscript ? words.waitsWithTranscript : words.waits;
  if (status === "processing") return words.working(progress);
  if (status === "pending") return words.received;
  if (error) return error;
  if (hasReport) return words.report;
  if (noteCount > 0) return words.notes(noteCount);
  return recording.soundDeleted ? words.silent : words.ready;
}
