"use client";

import { Undo2 } from "lucide-react";
import { Banner } from "@/components/ui/banner";
import type { ReportDto } from "@/lib/recordings/reports/schema";
import type { SectionKind } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";
import { CoverageStrip } from "./coverage-strip";
import { ReportLineItem } from "./report-line";
import { ReportVersions } from "./report-versions";
import { SuggestedTasks } from "./suggested-tasks";
import type { ReportActions } from "./use-report";
import type { Suggestions } from "./use-suggestions";

type ReportProps = {
  recordingId: string;
  /** The newest version. */
  report: ReportDto;
  onPlay: (ms: number) => void;
  actions: ReportActions;
  suggestions: Suggestions;
  /** Whether the viewer may change it. */
  edits: boolean;
};

const words = t.recording.report;

/** What came of it. Every line plays its second; what was said word for word is marked in a line that says more. */
export function Report({ recordingId, report: newest, onPlay, actions, suggestions, edits }: ReportProps) {
  const { earlier, underway } = actions;
  const report = earlier ?? newest;
  const changes = edits && earlier === null ? actions : null;
  const writes = underway ? null : changes;
  const shared = { recordingId, onPlay, actions: changes };
  /** What an earlier version would suggest is nobody's question any more. */
  const isSuggested = (kind: SectionKind) => kind === "action_items" && earlier === null;
  const sections = report.sections.filter(({ lines }) => lines.length > 0);
  return (
    <section aria-label={words.label} className="grid gap-6">
      <div className="grid gap-2">
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          <p>{words.by(report.engine)}</p>
          <ReportVersions recordingId={recordingId} newest={newest} shown={report} onLook={actions.look} />
          {writes ? (
            <BusyButton
              variant="quiet"
              size="inline"
              className="touch-target text-sm"
              onPress={() => writes.writeAnew({})}
            >
              {words.anew}
            </BusyButton>
          ) : null}
        </div>
        <CoverageStrip coverage={report.coverage} onPlay={onPlay} />
        {report.stale ? <p className="text-muted text-sm">{words.stale}</p> : null}
      </div>
      {earlier ? (
        <Banner
          role="status"
          shape="card"
          icon={<Undo2 aria-hidden="true" />}
          action={
            edits ? (
              <BusyButton
                size="sm"
                onPress={() => actions.writeAnew({ fromVersion: earlier.version }, words.restored)}
              >
                {words.restore}
              </BusyButton>
            ) : null
          }
        >
          {words.earlier(earlier.version)}
        </Banner>
      ) : null}
      {sections.map(({ kind, lines }) => (
        <div key={kind}>
          <div className="group/section mb-2 flex min-h-7 items-center gap-3">
            <h2 className="font-medium text-muted text-sm">
              {isSuggested(kind) ? t.task.suggested.title : words.sections[kind]}
            </h2>
            {writes ? (
              <BusyButton
                variant="quiet"
                size="inline"
                aria-label={words.sectionAnew(words.sections[kind])}
                onPress={() => writes.writeAnew({ section: kind })}
                className="touch-target text-sm not-pointer-coarse:opacity-0 focus-visible:opacity-100 group-focus-within/section:opacity-100 group-hover/section:opacity-100"
              >
                {words.sectionButton}
              </BusyButton>
            ) : null}
          </div>
          {isSuggested(kind) ? (
            <SuggestedTasks {...shared} lines={lines} suggestions={suggestions} />
          ) : (
            <ul className="grid gap-2">
              {lines.map((line) => (
                <ReportLineItem key={line.id} {...shared} line={line} isTask={kind === "action_items"} />
              ))}
            </ul>
          )}
        </div>
      ))}
    </section>
  );
}
