"use client";

import { HoverCard } from "@/components/ui/hover-card";
import { t } from "@/lib/text/talk";
import { ChipNumber } from "./chip-number";
import { CitationCard } from "./citation-card";
import type { CitationView } from "./citation-view";

type CitationChipProps = {
  citation: CitationView;
  /** Its source stands in the right pane. */
  active?: boolean;
  /** Pressed, or Enter on it. The pane gives the focus back to the chip when it closes. */
  onOpen: (citation: CitationView) => void;
};

/** Points from a sentence to where it comes from: hover or focus shows the quote, Enter opens, Esc returns here. */
export function CitationChip({ citation, active, onOpen }: CitationChipProps) {
  return (
    <HoverCard card={<CitationCard citation={citation} />} closed={active ?? false}>
      <ChipNumber
        n={citation.n}
        active={active ?? false}
        aria-label={t.citation.open(citation.n, citation.title, citation.place)}
        onClick={() => onOpen(citation)}
      />
    </HoverCard>
  );
}
