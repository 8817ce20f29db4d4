"use client";

import type { ReportDto } from "@/lib/recordings/reports/schema";
import { TypedKind } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";
import { ReportLineItem } from "./report-line";
import { sectionName } from "./section-name";
import { SuggestedTasks } from "./suggested-tasks";
import type { ReportActions } from "./use-report";
import type { Suggestions } from "./use-suggestions";

type ReportSectionProps = {
  recordingId: string;
  section: ReportDto["sections"][number];
  onPlay: (ms: number) => void;
  /** Null where the viewer changes nothing. */
  actions: ReportActions | null;
  /** Null where it is not written anew: nobody may, or a model writes already. */
  writes: ReportActions | null;
  /** What becomes of its action items; null in an earlier version, whose tasks are nobody's question any more. */
  suggestions: Suggestions | null;
};

const words = t.recording.report;

/** A section of a report with its lines. One in the workspace's own words says so when nothing was said about it. */
export function ReportSection({ section, writes, suggestions, ...shared }: ReportSectionProps) {
  const { kind, id, about, lines } = section;
  const name = sectionName(section);
  const isSuggested = kind === "action_items" && suggestions !== null;
  const part = id ? { sectionId: id } : { section: TypedKind.parse(kind) };
  return (
    <div>
      <div className="group/section mb-2 flex min-h-7 items-center gap-3">
        <h2 title={about ?? undefined} className="min-w-0 break-words font-medium text-muted text-sm">
          {isSuggested && section.title === null ? t.task.suggested.title : name}
        </h2>
        {writes ? (
          <BusyButton
            variant="quiet"
            size="inline"
            aria-label={words.sectionAnew(name)}
            onPress={() => writes.writeAnew(part)}
            className="touch-target shrink-0 text-sm not-pointer-coarse:opacity-0 focus-visible:opacity-100 group-focus-within/section:opacity-100 group-hover/section:opacity-100"
          >
            {words.sectionButton}
          </BusyButton>
        ) : null}
      </div>
      {lines.length === 0 ? <p className="text-muted">{words.nothing}</p> : null}
      {isSuggested ? (
        <SuggestedTasks {...shared} lines={lines} suggestions={suggestions} />
      ) : (
        <ul className="grid gap-2">
          {lines.map((line) => (
            <ReportLineItem key={line.id} {...shared} line={line} isTask={kind === "action_items"} />
          ))}
        </ul>
      )}
    </div>
  );
}
