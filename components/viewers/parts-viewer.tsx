"use client";

import type { DocumentKind, DocumentPart } from "@/lib/documents/schema";
import type { CitationDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";
import { sheetOf } from "./sheet";
import { SlidesViewer } from "./slides-viewer";
import { TableViewer } from "./table-viewer";
import { TextViewer } from "./text-viewer";

type PartsViewerProps = {
  parts: DocumentPart[];
  kind: DocumentKind;
  anchor: CitationDto["anchor"] | null;
  quote: string | null;
};

/** What was read of a document, shown as what it is: a text, slides, or sheets with rows. */
export function PartsViewer({ parts, kind, anchor, quote }: PartsViewerProps) {
  const [first] = parts;
  if (!first) return <p className="p-8 text-center text-muted">{t.viewer.empty}</p>;
  if (first.place.kind === "sheet") {
    const cited =
      anchor?.kind === "rows" ? { sheet: anchor.sheet, from: anchor.firstRow, to: anchor.lastRow } : null;
    return <TableViewer sheets={parts.map(sheetOf)} cited={cited} quote={quote} />;
  }
  if (first.place.kind === "slide") {
    const slide = anchor?.kind === "slide" ? anchor.slide : null;
    return <SlidesViewer parts={parts} slide={slide} quote={quote} />;
  }
  const length = Math.max(1, first.text.length);
  const within =
    anchor?.kind === "text" ? { from: anchor.start / length, to: anchor.end / length } : { from: 0, to: 1 };
  return <TextViewer part={first} isMarkdown={kind === "markdown"} quote={quote} within={within} />;
}
