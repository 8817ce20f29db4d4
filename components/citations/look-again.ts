import { findWords } from "@/components/viewers/find-words";
import { CallError } from "@/lib/core/call";
import { fetchText, fetchVersions } from "@/lib/documents/client";
import type { DocumentPart } from "@/lib/documents/schema";
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
  { sourceId, version: cited, quote }: CitedPlace,
): Promise<SourceState> {
  const { items } = await fetchVersions({ workspace, documentId: sourceId });
  const answering = items.find(({ answers }) => answers)?.version ?? cited;
  if (answering <= cited || quote === "") return SAME;
  const parts = await textTogether(workspace, sourceId, answering);
  if (parts.some(({ text }) => findWords([text], quote).length > 0)) return SAME;
  return stateOf(saysToday(nearestPart(parts, quote), quote));
}

const underWay = new Map<string, Promise<DocumentPart[]>>();

/** What a version says; nothing where it has no text. An answer that quotes it thrice reads it once. */
function textTogether(workspace: string, documentId: string, version: number): Promise<DocumentPart[]> {
  const key = `${workspace}:${documentId}:${version}`;
  const known = underWay.get(key);
  if (known) return known;
  const asked = fetchText({ workspace, documentId }, version)
    .catch((error: unknown) => {
      if (error instanceof CallError && error.code === "NOT_FOUND") return [];
      throw error;
    })
    .finally(() => underWay.delete(key));
  underWay.set(key, asked);
  return asked;
}

/** The page, slide, sheet or text that has most of the words: the sentence that took their place is looked for there, and not in all of it. */
function nearestPart(parts: DocumentPart[], quote: string): string {
  const wanted = new Set(wordsOf(quote));
  const shared = (text: string) => new Set(wordsOf(text).filter((word) => wanted.has(word))).size;
  const ranked = parts.map(({ text }) => ({ text, shared: shared(text) }));
  return ranked.reduce((a, b) => (b.shared > a.shared ? b : a), { text: "", shared: 0 }).text;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
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
