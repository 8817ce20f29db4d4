import { expect, test } from "vitest";
import { saysToday } from "@/components/citations/says-today";
import { newId } from "@/lib/core/ids";
import type { NoteDto } from "@/lib/recordings/notes/schema";
import type { SegmentDto, TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { withNotes } from "./with-notes";

const note = (atMs: number, text: string): NoteDto => ({
  id: newId(),
  atMs,
  text,
  createdBy: null,
  createdAt: "",
});
const line = (startMs: number, text: string): SegmentDto => ({
  id: newId(),
  startMs,
  endMs: startMs + 5_000,
  speakerId: null,
  text,
  confidence: null,
  hidden: null,
  origin: "engine",
  editedAt: null,
  correction: null,
});
const transcript = (...segments: SegmentDto[]): TranscriptDto => ({
  revision: 1,
  speakers: [],
  segments,
  replacedCount: 0,
});
const words = ({ segments }: TranscriptDto) => segments.map(({ text }) => text);

const notes = [note(2_000, "Ask for the key."), note(7_000, "Call the city gardens."), note(8_000, "")];
const quote = "Call the city gardens.";
const cited = { startMs: 7_000, endMs: 8_000, quote };

test("where nothing was said the notes stand in the place of a transcript", () => {
  expect(words(withNotes(transcript(), notes, cited))).toEqual(["Ask for the key.", quote]);
  const hidden = { ...line(0, "Thanks for watching!"), hidden: "near_silence" as const };
  expect(words(withNotes(transcript(hidden), notes, null))).toContain("Ask for the key.");
});

test("a note that is cited stands among what was said, and is the same as it was", () => {
  const said = transcript(line(0, "We walk through the fair."), line(6_000, "Here is the fence."));
  const shown = withNotes(said, notes, cited);
  expect(words(shown)).toEqual(["We walk through the fair.", "Here is the fence.", quote]);
  expect(saysToday(words(shown).join(" "), quote)).toEqual({ kind: "same" });
  const ofSpeech = { startMs: 6_000, endMs: 11_000, quote: "Here is the fence." };
  expect(words(withNotes(said, notes, ofSpeech))).toEqual(words(said));
  expect(words(withNotes(said, notes.slice(0, 1), cited)), "the note went").toEqual(words(said));
});
