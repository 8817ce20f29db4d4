import type { ComponentProps } from "react";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import { t } from "@/lib/text/talk";
import type { CitationView } from "./citation-view";
import { SourceIcon } from "./source-icon";

type SourceCardProps = ComponentProps<"button"> & {
  citation: Pick<CitationView, "n" | "sourceType" | "title" | "place" | "at" | "changed">;
  active?: boolean;
};

/** One source under an answer. */
export function SourceCard({ citation, active, className, ...props }: SourceCardProps) {
  const { n, sourceType, title, place, at, changed } = citation;
  return (
    <button
      type="button"
      aria-pressed={active}
      className={cn(
        "flex max-w-full items-start gap-2.5 rounded-lg border border-line bg-raised px-3 py-2 text-left leading-tight transition-colors hover:border-mark-line",
        active && "border-mark-line ring-1 ring-mark-line",
        className,
      )}
      {...props}
    >
      <SourceIcon sourceType={sourceType} className="shrink-0 text-muted" />
      <span className="min-w-0">
        <span className="block truncate font-medium text-sm">
          <span className="sr-only">{t.citation.quote(n)} </span>
          {title}
        </span>
        <span className="block truncate text-muted text-xs">
          {place}
          {at ? <Time at={at} show="moment" /> : null}
          {changed ? ` · ${t.citation.changed}` : null}
        </span>
      </span>
    </button>
  );
}
