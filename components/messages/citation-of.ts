import type { CitationView, CitedSource } from "@/components/citations/citation-view";
import { timeOfId } from "@/lib/core/ids";
import type { CitationDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";

const KINDS = { conversation: "message", document: "document", recording: "recording" } as const;

export function sourceKind({ sourceType }: CitationDto): CitedSource {
  return KINDS[sourceType];
}

/** A citation as the chips and cards of an answer show it. */
export function toView(citation: CitationDto): CitationView {
  const { n, title, quote, anchor } = citation;
  const shared = { n, sourceType: sourceKind(citation), source: title, quote };
  if (anchor.kind === "page")
    return { ...shared, title, place: t.citation.page(anchor.page), who: null, at: null };
  if (anchor.kind === "time")
    return { ...shared, title, place: t.citation.second(anchor.startMs), who: null, at: null };
  return {
    ...shared,
    title: anchor.author ? t.citation.whoIn(anchor.author, title) : title,
    place: "",
    who: null,
    at: timeOfId(anchor.messageId).toISOString(),
  };
}
