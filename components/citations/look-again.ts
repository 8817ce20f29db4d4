import { CallError } from "@/lib/core/call";
import { fetchDocument } from "@/lib/documents/client";
import { fetchNotes, fetchTranscript } from "@/lib/recordings/client";
import { findQuote } from "@/lib/sources/quotes/rules";
import { fetchTogether } from "./named-messages";
import { saysToday, type Today } from "./says-today";
import type { CitedPlace, SourceState } from "./source-states";
import { withoutSpeakers } from "./without-speakers";

/** Looks whether a cited place says what it said. Throws when it cannot be asked. */
export async function lookAgain(workspace: string, citation: CitedPlace): Promise<SourceState> {
  try {
    if (citation.sourceType === "document") return await lookAtDocument(workspace, citation);
    if (citation.sourceType === "recording") return await lookAtRecording(workspace, citation);
    return await lookAtMessage(workspace, citation);
  } catch (error) {
    if (error instanceof CallError && error.code === "NOT_FOUND") return { what: "gone", today: null };
    throw error;
  }
}

async function lookAtDocument(
  workspace: string,
  { sourceId, version: cited }: CitedPlace,
): Promise<SourceState> {
  const { version, status } = await fetchDocument({ workspace, documentId: sourceId });
  // A version that is still being read answers nothing yet: until then its forerunner does.
  const answering = status === "ready" ? version : Math.max(1, version - 1);
  return { what: answering > cited ? "changed" : "same", today: null };
}

/** Only the minute that is quoted is read, not the three hours around it. */
async function lookAtRecording(
  workspace: string,
  { sourceId, anchor, quote }: CitedPlace,
): Promise<SourceState> {
  if (anchor.kind !== "time") return { what: "same", today: null };
  const place = { workspace, recordingId: sourceId };
  const { startMs: fromMs, endMs: toMs } = anchor;
  const [{ segments }, { items }] = await Promise.all([
    fetchTranscript(place, { fromMs, toMs }),
    fetchNotes(place),
  ]);
  const noted = items.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const said = [...segments.filter(({ hidden }) => hidden === null), ...noted].map(({ text }) => text);
  return stateOf(saysToday(said.join(" "), withoutSpeakers(quote)));
}

async function lookAtMessage(workspace: string, { anchor, quote }: CitedPlace): Promise<SourceState> {
  const message = anchor.kind === "message" ? await fetchTogether(workspace, anchor.messageId) : null;
  if (!message || message.deletedAt !== null) return { what: "gone", today: null };
  // As when it was cited: word for word. The rest of the message is nobody's concern.
  const stands = quote === "" || findQuote(message.body, quote) !== null;
  return stands
    ? { what: "same", today: null }
    : { ...stateOf(saysToday(message.body, quote)), what: "changed" };
}

function stateOf(today: Today): SourceState {
  if (today.kind === "same") return { what: "same", today: null };
  return { what: "changed", today: today.kind === "other" ? today.sentence : null };
}
