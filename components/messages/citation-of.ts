import type { CitationView, CitedSource } from "@/components/citations/citation-view";
import { timeOfId } from "@/lib/core/ids";
import type { CitationDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/talk";

const KINDS = { conversation: "message", document: "document", recording: "recording" } as const;

export function sourceKind({ sourceType }: Pick<CitationDto, "sourceType">): CitedSource {
  return KINDS[sourceType];
}

/** A citation as the chips and cards of an answer show it. */
export function toView(citation: CitationDto): CitationView {
  const { n, title, quote, anchor } = citation;
  const shared = { n, sourceType: sourceKind(citation), source: title, quote };
  if (anchor.kind !== "message") return { ...shared, title, place: placeOf(anchor), who: null, at: null };
  return {
    ...shared,
    title: titleOf(citation),
    place: "",
    who: null,
    at: timeOfId(anchor.messageId).toISOString(),
  };
}

/** "Ben in #launch", "Battery certificate.pdf". */
export function titleOf({ title, anchor }: Pick<CitationDto, "title" | "anchor">): string {
  return anchor.kind === "message" && anchor.author ? t.citation.whoIn(anchor.author, title) : title;
}

/** Where in its source it stands: "page 3", "0:41". Empty where the whole is one place. */
export function placeOf(anchor: CitationDto["anchor"]): string {
  switch (anchor.kind) {
    case "page":
      return t.citation.page(anchor.page);
    case "slide":
      return t.citation.slide(anchor.slide);
    case "rows":
      return t.citation.rows(anchor.sheet, anchor.firstRow, anchor.lastRow);
    case "message":
    case "text":
      return "";
    case "time":
      return t.citation.second(anchor.startMs);
  }
}
