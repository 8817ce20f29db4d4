import type { NoteDto } from "@/lib/recordings/notes/schema";
import type { SegmentDto, TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { findQuote } from "@/lib/sources/quotes/rules";

type Cited = { startMs: number; endMs: number; quote: string };

/** The transcript that a citation is shown in. A note that is cited stands among the lines at its second; where nothing was said, all notes do. */
export function withNotes(transcript: TranscriptDto, notes: NoteDto[], cited: Cited | null): TranscriptDto {
  const isSaid = transcript.segments.some(({ hidden }) => hidden === null);
  const shown = isSaid ? notes.filter((note) => isCited(note, cited)) : notes;
  const lines = shown.filter(({ text }) => text !== "").map(toSegment);
  if (lines.length === 0) return transcript;
  const segments = [...transcript.segments, ...lines].toSorted((a, b) => a.startMs - b.startMs);
  return { ...transcript, segments };
}

function isCited({ atMs, text }: NoteDto, cited: Cited | null): boolean {
  if (!cited || cited.quote === "" || atMs < cited.startMs || atMs > cited.endMs) return false;
  return findQuote(text, cited.quote) !== null;
}

function toSegment({ id, atMs, text }: NoteDto): SegmentDto {
  return {
    id,
    startMs: atMs,
    endMs: atMs,
    speakerId: null,
    text,
    confidence: null,
    hidden: null,
    origin: "import",
    editedAt: null,
    correction: null,
  };
}
