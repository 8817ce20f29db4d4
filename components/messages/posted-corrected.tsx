"use client";

import { ChangedCard } from "@/components/citations/changed-card";
import { Compared } from "@/components/citations/compared";
import type { SourceState } from "@/components/citations/source-states";
import { withoutSpeakers } from "@/components/citations/without-speakers";
import type { CitationDto } from "@/lib/messages/schema";
import { t } from "@/lib/text/catalogue";

type PostedCorrectedProps = { citations: CitationDto[]; changes: ReadonlyMap<number, SourceState> };

/** What posted lines rest on was corrected: by whom, and both side by side. The lines stay as they were posted. */
export function PostedCorrected({ citations, changes }: PostedCorrectedProps) {
  const lines = citations.flatMap(({ n, quote }) => {
    const change = changes.get(n);
    if (change?.what !== "changed") return []; // of what is gone nothing is shown
    const title = t.message.report.corrected(change.correctedBy);
    return [{ n, quote: withoutSpeakers(quote), today: change.today, title }];
  });
  const titles = [...new Set(lines.map(({ title }) => title))];
  return (
    <div className="grid gap-2 px-3 pb-3">
      {titles.map((title) => (
        <ChangedCard key={title} title={title}>
          {lines
            .filter((line) => line.title === title)
            .map(({ n, quote, today }) => (
              <Compared key={n} before={quote} now={today} className="mt-2" />
            ))}
        </ChangedCard>
      ))}
    </div>
  );
}
