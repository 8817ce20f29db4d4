"use client";

import { ArrowUpRight, Paperclip } from "lucide-react";
import Link from "next/link";
import { SourceIcon } from "@/components/citations/source-icon";
import { placeOf } from "@/components/messages/citation-of";
import { cn } from "@/components/ui/cn";
import { Time } from "@/components/ui/time";
import type { SearchHitDto } from "@/lib/sources/schema";
import { t } from "@/lib/text/catalogue";
import { Highlighted, HighlightedName } from "./highlighted";

type HitRowProps = {
  hit: SearchHitDto;
  /** Its source stands in the right pane. */
  active: boolean;
  /** Where it is in its own room. */
  href: string;
  onOpen: () => void;
};

/** Something found: where it stands, who said it, when, and the words. Enter opens it beside the list. */
export function HitRow({ hit, active, href, onOpen }: HitRowProps) {
  const place = hit.type === "message" ? "" : placeOf(hit.anchor);
  return (
    <li
      className={cn(
        "group relative flex items-start border-line border-b transition-colors hover:bg-hover/60",
        active && "bg-accent-soft hover:bg-accent-soft",
      )}
    >
      <button
        type="button"
        data-hit={hit.type}
        data-focus-inside
        aria-pressed={active}
        onClick={onOpen}
        className="flex min-w-0 flex-1 gap-3 px-4 py-3 text-start lg:px-5"
      >
        <SourceIcon sourceType={hit.type} className="mt-0.5 shrink-0 text-muted" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-x-1.5 text-sm">
            <span className="truncate font-medium">{hit.title}</span>
            <span className="shrink-0 text-muted">{[place, hit.author].filter(Boolean).join(" · ")}</span>
            <Time at={hit.createdAt} className="ms-auto shrink-0 text-muted" />
          </span>
          <span className="mt-0.5 line-clamp-3 break-words">
            <Highlighted text={hit.text} highlights={hit.highlights} />
          </span>
          {hit.file && (
            <span className="mt-0.5 flex items-center gap-1.5 text-sm">
              <Paperclip aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
              <span className="min-w-0 break-words">
                <HighlightedName {...hit.file} />
              </span>
            </span>
          )}
        </span>
      </button>
      <Link
        href={href}
        aria-label={t.search.goTo(hit.title)}
        title={t.search.goTo(hit.title)}
        className="touch-target me-3 mt-2.5 inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink max-md:hidden md:opacity-0 md:focus-visible:opacity-100 md:group-hover:opacity-100"
      >
        <ArrowUpRight aria-hidden="true" className="size-4" />
      </Link>
    </li>
  );
}
