import { DAY } from "@/lib/core/clock";
import type { Role } from "@/lib/ctx";
import type { RecordingStage, RecordingStatus } from "./schema";

/** Guests listen to what they were let into, and bring nothing. */
export function canAddRecordings(viewer: { role: Role }): boolean {
  return viewer.role !== "guest";
}

export function canManageRecording(
  viewer: { memberId: string; role: Role },
  recording: { createdById: string | null; kind: string },
): boolean {
  if (viewer.role === "guest") return recording.kind === "voice" && viewer.memberId === recording.createdById;
  return viewer.memberId === recording.createdById || viewer.role === "admin" || viewer.role === "owner";
}

/** Who puts a transcript made elsewhere in place of the one that is there: who manages the recording, and no guest. */
export function canImportTranscript(...asked: Parameters<typeof canManageRecording>): boolean {
  return canAddRecordings(asked[0]) && canManageRecording(...asked);
}

const STAGES: string[] = ["capturing", "received", "inspected", "cut", "transcribed", "reported"];

export function hasReached(stage: string, wanted: RecordingStage): boolean {
  return STAGES.indexOf(stage) >= STAGES.indexOf(wanted);
}

type Sound = {
  fileId: string | null;
  soundDeleted: object | null;
  stage: RecordingStage;
  status: RecordingStatus;
  hasTranscript: boolean;
};

/** Whether its sound is still being recorded, sent or put together. */
export function isSoundComing({ fileId, soundDeleted, stage, status, hasTranscript }: Sound): boolean {
  if (fileId !== null || soundDeleted !== null || status === "failed") return false;
  return stage === "capturing" || (stage === "received" && !hasTranscript);
}

/** When the sound of a recording is due to be deleted, in a workspace that keeps it for `days`; null: never, or it is gone. */
export function soundUntil(
  { kind, fileId, createdAt }: { kind: string; fileId: string | null; createdAt: Date },
  days: number | null,
): Date | null {
  return kind !== "voice" && fileId !== null && days !== null
    ? new Date(createdAt.getTime() + days * DAY)
    : null;
}

/** Whether nothing works on a recording, now or in its turn: only then its sound can go. */
export function isAtRest({ status, waitingFor }: { status: string; waitingFor: string | null }): boolean {
  return status === "processed" || status === "failed" || waitingFor !== null;
}

/** Whether a file is by its name a transcript made elsewhere, and no sound. */
export function isTranscript(filename: string): boolean {
  return /\.(?:vtt|srt|txt)$/i.test(filename);
}

/** A title made of a file's name. */
export function titleOf(filename: string): string {
  const title = filename.replace(/\.[a-z0-9]{1,8}$/i, "").trim();
  return (title || filename).slice(0, 200) || "Recording";
}

/** `3:05`, or `1:02:03` from an hour on. */
export function clockTime(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

type Said = { startMs: number; endMs: number; speaker: string | null; text: string };
/** A stretch of what was said that is found and cited as one. */
export type SaidTogether = { startMs: number; endMs: number; text: string };

/** Long enough to be understood, short enough that its first second is where one wants to listen. */
const PASSAGE_LENGTH = 400;
const PASSAGE_MS = 45_000;
const PAUSE_MS = 8_000;

/** Segments in order, grouped for the index: each line says who speaks, and what was said stands in it word for word. */
export function groupSaid(segments: Said[]): SaidTogether[] {
  const groups: Said[][] = [];
  for (const segment of segments) {
    const group = groups.at(-1);
    const [first, last] = [group?.[0], group?.at(-1)];
    const length = group?.reduce((sum, { text }) => sum + text.length, 0) ?? 0;
    const fits =
      first &&
      last &&
      length + segment.text.length <= PASSAGE_LENGTH &&
      segment.endMs - first.startMs <= PASSAGE_MS &&
      segment.startMs - last.endMs <= PAUSE_MS;
    if (group && fits) group.push(segment);
    else groups.push([segment]);
  }
  return groups.map((group) => ({
    startMs: group[0]?.startMs ?? 0,
    endMs: group.reduce((latest, { endMs }) => Math.max(latest, endMs), 0),
    text: linesOf(group),
  }));
}

/** `Ana: we move it`, one line for each turn. */
export function linesOf(segments: Pick<Said, "speaker" | "text">[]): string {
  const lines: string[] = [];
  let speaking: string | null | undefined;
  for (const { speaker, text } of segments) {
    const last = lines.length - 1;
    if (speaker === speaking && last >= 0) lines[last] = `${lines[last]} ${text}`;
    else lines.push(speaker ? `${speaker}: ${text}` : text);
    speaking = speaker;
  }
  return lines.join("\n");
}
