"use client";

import { Undo2 } from "lucide-react";
import { Banner } from "@/components/ui/banner";
import type { ReportDto } from "@/lib/recordings/reports/schema";
import { keyOf } from "@/lib/recordings/templates/rules";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";
import { CoverageStrip } from "./coverage-strip";
import { ReportSection } from "./report-section";
import { ReportVersions } from "./report-versions";
import { ReportTemplateMenu } from "./templates/report-template";
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
  // Who asked for something in their own words is told that nothing was said about it.
  const sections = report.sections.filter(({ kind, lines }) => kind === "custom" || lines.length > 0);
  return (
    <section aria-label={words.label} className="grid gap-6">
      <div className="grid gap-2">
        <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1 text-muted text-sm">
          <p>{words.by(report.engine)}</p>
          <ReportTemplateMenu report={report} onWrite={writes ? (input) => writes.writeAnew(input) : null} />
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
        {writes && report.templateNow !== "same" ? (
          <p className="text-muted text-sm">{t.template[report.templateNow]}</p>
        ) : null}
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
      {sections.length === 0 && !underway ? <p className="text-muted">{words.empty}</p> : null}
      {sections.map((section) => (
        <ReportSection
          key={keyOf(section)}
          recordingId={recordingId}
          section={section}
          onPlay={onPlay}
          actions={changes}
          writes={writes}
          suggestions={earlier ? null : suggestions}
        />
      ))}
    </section>
  );
}
