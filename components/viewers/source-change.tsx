"use client";

import { History } from "lucide-react";
import { useState } from "react";
import { Mark } from "@/components/citations/mark";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { fetchText } from "@/lib/documents/client";
import type { DocumentDto } from "@/lib/documents/schema";
import { nearestSentence } from "@/lib/sources/quotes/rules";
import { t } from "@/lib/text/catalogue";
import { findWords } from "./find-words";
import type { Cited } from "./source-body";

type Today = { kind: "same" } | { kind: "other"; sentence: string } | { kind: "none" };

/** Says that the source says something else today, and shows both side by side. */
export function SourceChange({ citation, document }: { citation: Cited; document: DocumentDto }) {
  const { workspace } = useWorkspace();
  const [today, setToday] = useState<Today | null>(null);
  const compare = async () => {
    try {
      const place = { workspace: workspace.slug, documentId: document.id };
      const parts = await fetchText(place, document.version);
      setToday(findToday(parts.map(({ text }) => text).join("\n\n"), citation.quote));
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
      {today ? <Compared quote={citation.quote} today={today} /> : null}
    </div>
  );
}

function Compared({ quote, today }: { quote: string; today: Today }) {
  return (
    <dl className="grid grid-cols-2 gap-4 p-4 max-sm:grid-cols-1" aria-live="polite">
      <div>
        <dt className="mb-1 font-medium text-muted text-xs">{t.citation.before}</dt>
        <dd className="font-serif">
          <Mark>{quote}</Mark>
        </dd>
      </div>
      <div>
        <dt className="mb-1 font-medium text-muted text-xs">{t.citation.now}</dt>
        <dd className={today.kind === "other" ? "font-serif" : "text-muted"}>
          {today.kind === "other" ? <Mark>{today.sentence}</Mark> : null}
          {today.kind === "same" ? t.citation.stillThere : null}
          {today.kind === "none" ? t.citation.noLonger : null}
        </dd>
      </div>
    </dl>
  );
}

/** A third of the words in common is the least for two sentences to be about the same. */
function findToday(text: string, quote: string): Today {
  if (findWords([text], quote).length > 0) return { kind: "same" };
  const sentence = nearestSentence(text, quote);
  const words = (line: string) => new Set(line.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const old = words(quote);
  const shared = [...words(sentence)].filter((word) => old.has(word)).length;
  return shared >= old.size / 3 ? { kind: "other", sentence } : { kind: "none" };
}
