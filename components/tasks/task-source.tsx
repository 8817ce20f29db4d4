"use client";

import { Mark } from "@/components/citations/mark";
import { SourceIcon } from "@/components/citations/source-icon";
import { placeOf, sourceKind } from "@/components/messages/citation-of";
import { useOpenSource } from "@/components/viewers/use-open-source";
import { isQuoteItself } from "@/lib/tasks/rules";
import type { TaskDto } from "@/lib/tasks/schema";

/** The words that a task came from, unless it is called by them. Pressed, they open where they stand. */
export function TaskSource({ task }: { task: TaskDto }) {
  const openSource = useOpenSource();
  const { source } = task;
  if (!source) return null;
  const place = placeOf(source.anchor);
  return (
    <button
      type="button"
      onClick={() => openSource(source, { key: `task:${task.id}` })}
      className="grid min-h-6 w-fit max-w-full gap-0.5 rounded-md text-start text-sm"
    >
      {isQuoteItself(task.title, source.quote) ? null : (
        <span className="line-clamp-2 break-words font-serif">
          <Mark>{source.quote}</Mark>
        </span>
      )}
      <span className="flex items-center gap-1.5 text-muted text-xs">
        <SourceIcon sourceType={sourceKind(source)} className="size-3.5 shrink-0" />
        {[source.title, place].filter(Boolean).join(", ")}
      </span>
    </button>
  );
}
