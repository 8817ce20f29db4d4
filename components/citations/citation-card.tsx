import { Kbd } from "@/components/ui/kbd";
import { Time } from "@/components/ui/time";
import { t } from "@/lib/text/talk";
import type { CitationView } from "./citation-view";
import { Mark } from "./mark";
import { SourceIcon } from "./source-icon";

/** Source, place, who, when, quote: what shows while a chip is pointed at. */
export function CitationCard({ citation }: { citation: CitationView }) {
  const { sourceType, title, place, who, at, quote, changed } = citation;
  return (
    <div className="grid gap-2">
      <div className="flex items-start gap-2">
        <SourceIcon sourceType={sourceType} className="mt-0.5 shrink-0 text-muted" />
        <div className="min-w-0 flex-1">
          <div className="truncate font-medium">{title}</div>
          <div className="flex flex-wrap gap-x-1.5 text-muted text-sm">
            {[place, who].filter(Boolean).join(", ")}
            {at ? <Time at={at} /> : null}
          </div>
        </div>
      </div>
      <blockquote className="line-clamp-6 font-serif text-lg leading-normal">
        <Mark>{quote}</Mark>
      </blockquote>
      <p className="flex items-center justify-between gap-3 text-muted text-xs">
        {changed ? t.citation.changed : t.citation.foundIn}
        <span className="pointer-coarse:hidden">
          <Kbd>{t.citation.enterKey}</Kbd> {t.citation.enterOpens}
        </span>
      </p>
    </div>
  );
}
