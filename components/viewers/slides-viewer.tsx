"use client";

import { cn } from "@/components/ui/cn";
import type { DocumentPart } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { HeadedText } from "./headed-text";
import { useShownMark } from "./use-shown-mark";

type SlidesViewerProps = { parts: DocumentPart[]; slide: number | null; quote: string | null };

const WHOLE_SLIDE = { from: 0, to: 1 };

/** What the slides say, a card each, the cited one marked. */
export function SlidesViewer({ parts, slide, quote }: SlidesViewerProps) {
  const list = useShownMark<HTMLOListElement>(slide === null ? null : `${slide}:${quote ?? ""}`);
  return (
    <ol ref={list} className="mx-auto grid max-w-2xl gap-4 p-5">
      {parts.map((part) => {
        const number = part.place.kind === "slide" ? part.place.slide : 0;
        const isCited = number === slide;
        return (
          <li
            key={number}
            className={cn(
              "rounded-lg border border-line bg-raised p-5 shadow-page",
              isCited && "border-mark-line ring-1 ring-mark-line",
            )}
          >
            <p className="mb-2 font-medium text-muted text-xs">{t.viewer.slide(number)}</p>
            <div className="reading-text">
              <HeadedText part={part} quote={isCited ? quote : null} within={WHOLE_SLIDE} />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
