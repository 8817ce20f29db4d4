import type { Capture } from "./kept-captures";
import type { Tape } from "./tape";

/** What this page has just recorded, to be heard before the server has put it together. */
export type Take = { recordingId: string; url: string; durationMs: number; peaks: number[] };

let last: Take | null = null;

/** In place of the one before. */
function keepTake(sound: Blob, take: Omit<Take, "url">): void {
  if (last) URL.revokeObjectURL(last.url);
  last = { ...take, url: URL.createObjectURL(sound) };
}

export function takeOf(recordingId: string): Take | null {
  return last?.recordingId === recordingId ? last : null;
}

/** What was recorded in one go can be heard at once. */
export function keepWhole(tape: Tape, { recordingId, safeMs }: Capture): void {
  const sound = tape.sound();
  if (sound && recordingId) keepTake(sound, { recordingId, durationMs: safeMs, peaks: tape.levels });
}
