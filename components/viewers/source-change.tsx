"use client";

import { History } from "lucide-react";
import { useState } from "react";
import { Compared } from "@/components/citations/compared";
import { saysToday, type Today } from "@/components/citations/says-today";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { fetchText } from "@/lib/documents/client";
import { t } from "@/lib/text/catalogue";
import type { Cited } from "./source-body";

/** Says that the source is another version today, and shows what both say side by side. `today`: that version. */
export function SourceChange({ citation, today: version }: { citation: Cited; today: number }) {
  const { workspace } = useWorkspace();
  const [today, setToday] = useState<Today | null>(null);
  const compare = async () => {
    try {
      const place = { workspace: workspace.slug, documentId: citation.sourceId };
      const parts = await fetchText(place, version);
      setToday(saysToday(parts.map(({ text }) => text).join("\n\n"), citation.quote));
    } catch (error) {
      tellFailure(error);
    }
  };
  return (
    <div className="shrink-0 border-line border-b">
      <Banner
        tone="mark"
        icon={<History aria-hidden="true" />}
        action={
          today ? null : (
            <Button size="sm" onClick={() => void compare()}>
              {t.citation.compare}
            </Button>
          )
        }
      >
        {t.citation.changedSince(citation.version)}
      </Banner>
      {today?.kind === "same" ? <p className="p-4 text-muted">{t.citation.stillThere}</p> : null}
      {today && today.kind !== "same" ? (
        <Compared
          before={citation.quote}
          now={today.kind === "other" ? today.sentence : null}
          className="p-4"
        />
      ) : null}
    </div>
  );
}
