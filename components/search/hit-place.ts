import { conversationPath, documentPath, recordingPath } from "@/components/shell/paths";
import type { Cited } from "@/components/viewers/source-body";
import type { SearchHitDto } from "@/lib/sources/schema";

/** Where something found is in its own room. */
export function hitPath(slug: string, { type, id, anchor }: SearchHitDto): string {
  if (anchor.kind === "message")
    return `${conversationPath(slug, { id: anchor.conversationId, kind: "channel" })}?m=${anchor.seq}`;
  if (type === "recording")
    return recordingPath(slug, id, anchor.kind === "time" ? anchor.startMs : undefined);
  return anchor.kind === "page" ? `${documentPath(slug, id)}?page=${anchor.page}` : documentPath(slug, id);
}

const SOURCES = { message: "conversation", document: "document", recording: "recording" } as const;
/** A longer stretch is no longer what was looked for. */
const LONGEST_MARK = 160;

/** Something found as a place to open: the version that is found, with the words that were looked for marked. */
export function hitSource(hit: SearchHitDto): Cited {
  return {
    sourceType: SOURCES[hit.type],
    sourceId: hit.id,
    version: 0,
    anchor: hit.anchor,
    title: hit.title,
    quote: wordsOf(hit),
  };
}

/** From the first to the last of the words where they stand together, else the first of them. */
function wordsOf({ text, highlights }: SearchHitDto): string {
  const starts = highlights.map(({ start }) => start);
  const ends = highlights.map(({ end }) => end);
  const first = highlights.find(({ start }) => start === Math.min(...starts));
  if (!first) return "";
  const end = Math.max(...ends);
  return text.slice(first.start, end - first.start <= LONGEST_MARK ? end : first.end);
}
