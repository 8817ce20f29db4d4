import { CallError } from "@/lib/core/call";
import { fetchDocument } from "@/lib/documents/client";
import { fetchNotes, fetchTranscript } from "@/lib/recordings/client";
import { findQuote } from "@/lib/sources/quotes/rules";
import { fetchTogether } from "./named-messages";
import { correctorsOf, saysToday, type Today } from "./says-today";
import type { CitedPlace, SourceState } from "./source-states";
import { withoutSpeakers } from "./without-speakers";

const SAME: SourceState = { what: "same", today: null, correctedBy: [] };
const GONE: SourceState = { what: "gone", today: null, correctedBy: [] };

/** Looks whether a cited place says what it said. Throws when it cannot be asked. */
export async function lookAgain(workspace: string, citation: CitedPlace): Promise<SourceState> {
  try {
    if (citation.sourceType === "document") return await lookAtDocument(workspace, citation);
    if (citation.sourceType === "recording") return await lookAtRecording(workspace, citation);
    return await lookAtMessage(workspace, citation);
  } catch (error) {
    if (error instanceof CallError && error.code === "NOT_FOUND") return GONE;
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
  return answering > cited ? { what: "changed", today: null, correctedBy: [] } : SAME;
}

/** Only the minute that is quoted is read, not the three hours around it. */
async function lookAtRecording(
  workspace: string,
  { sourceId, anchor, quote }: CitedPlace,
): Promise<SourceState> {
  if (anchor.kind !== "time") return SAME;
  const place = { workspace, recordingId: sourceId };
  const { startMs: fromMs, endMs: toMs } = anchor;
  const [{ segments }, { items }] = await Promise.all([
    fetchTranscript(place, { fromMs, toMs }),
    fetchNotes(place),
  ]);
  const noted = items.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const shown = segments.filter(({ hidden }) => hidden === null);
  const said = [...shown, ...noted].map(({ text }) => text);
  const words = withoutSpeakers(quote);
  const state = stateOf(saysToday(said.join(" "), words));
  return state.what === "same" ? state : { ...state, correctedBy: correctorsOf(shown, words, state.today) };
}

async function lookAtMessage(workspace: string, { anchor, quote }: CitedPlace): Promise<SourceState> {
  const message = anchor.kind === "message" ? await fetchTogether(workspace, anchor.messageId) : null;
  if (!message || message.deletedAt !== null) return GONE;
  // As when it was cited: word for word. The rest of the message is nobody's concern.
  const stands = quote === "" || findQuote(message.body, quote) !== null;
  return stands ? SAME : { ...stateOf(saysToday(message.body, quote)), what: "changed" };
}

function stateOf(today: Today): SourceState {
  if (today.kind === "same") return SAME;
  return { what: "changed", today: today.kind === "other" ? today.sentence : null, correctedBy: [] };
}
