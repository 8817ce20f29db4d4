import { CallError } from "@/lib/core/call";
import { fetchDocument } from "@/lib/documents/client";
import type { CitationDto } from "@/lib/messages/schema";
import { fetchNotes, fetchTranscript } from "@/lib/recordings/client";
import { saysToday } from "./says-today";
import type { SourceState } from "./source-states";

type Cited = Pick<CitationDto, "sourceType" | "sourceId" | "version" | "anchor" | "quote">;

/** Looks whether a cited place says what it said. Throws when it cannot be asked. */
export async function lookAgain(workspace: string, citation: Cited): Promise<SourceState> {
  try {
    return citation.sourceType === "document"
      ? await lookAtDocument(workspace, citation)
      : await lookAtRecording(workspace, citation);
  } catch (error) {
    if (error instanceof CallError && error.code === "NOT_FOUND") return { what: "gone", today: null };
    throw error;
  }
}

async function lookAtDocument(workspace: string, { sourceId, version: cited }: Cited): Promise<SourceState> {
  const { version, status } = await fetchDocument({ workspace, documentId: sourceId });
  // A version that is still being read answers nothing yet: until then its forerunner does.
  const answering = status === "ready" ? version : Math.max(1, version - 1);
  return { what: answering > cited ? "changed" : "same", today: null };
}

/** Only the minute that is quoted is read, not the three hours around it. */
async function lookAtRecording(workspace: string, { sourceId, anchor, quote }: Cited): Promise<SourceState> {
  if (anchor.kind !== "time") return { what: "same", today: null };
  const place = { workspace, recordingId: sourceId };
  const { startMs: fromMs, endMs: toMs } = anchor;
  const [{ segments }, { items }] = await Promise.all([
    fetchTranscript(place, { fromMs, toMs }),
    fetchNotes(place),
  ]);
  const noted = items.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const said = [...segments.filter(({ hidden }) => hidden === null), ...noted].map(({ text }) => text);
  const today = saysToday(said.join(" "), quote);
  if (today.kind === "same") return { what: "same", today: null };
  return { what: "changed", today: today.kind === "other" ? today.sentence : null };
}
