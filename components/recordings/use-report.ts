"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import {
  deleteReportLine,
  fetchReport,
  patchReportLine,
  stopWriting,
  writeReport,
} from "@/lib/recordings/client";
import type { UpdateLine } from "@/lib/recordings/reports/lines/schema";
import type { ReportDto, WriteReport } from "@/lib/recordings/reports/schema";
import type { ReportWritingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";

const words = t.recording.report;

export type ReportActions = ReturnType<typeof useReport>;

type UseReport = {
  recordingId: string;
  report: ReportDto | null;
  writing: ReportWritingDto | null;
  reload: () => Promise<void>;
};

/** What one does to a report. Every change is a version: undone by bringing the one before back. */
export function useReport({ recordingId, report, writing, reload }: UseReport) {
  const { workspace } = useWorkspace();
  const place = { workspace: workspace.slug, recordingId };
  const [earlier, setEarlier] = useState<ReportDto | null>(null);
  /** Whether it is there: a model takes its time, and is seen at work. */
  const write = async (input: WriteReport) => {
    const written = await writeReport(place, input);
    setEarlier(null);
    await reload();
    return written.writing?.status !== "writing";
  };
  const undoable = (message: string) => {
    const fromVersion = report?.version;
    if (fromVersion === undefined) return;
    const onSelect = () => void write({ fromVersion }).catch(tellFailure);
    toast({ message, action: { label: t.common.undo, onSelect } });
  };
  return {
    /** What a model is writing now: what is asked for waits until it is done, or stopped. */
    underway: writing?.status === "writing" ? writing : null,
    /** An earlier version that is looked at; null: the newest. */
    earlier,
    look: async (version: number) =>
      setEarlier(version === report?.version ? null : await fetchReport(place, version)),
    writeAnew: async (input: WriteReport, message: string = words.written) => {
      if (await write(input)) undoable(message);
    },
    /** The same that failed. */
    again: async (failed: ReportWritingDto) => {
      if (await write(sameAs(failed))) undoable(words.written);
    },
    /** Stops what is written, or leaves it where it failed. */
    stop: async ({ id }: ReportWritingDto) => {
      await stopWriting({ ...place, writingId: id });
      await reload();
    },
    edit: async (lineId: string, change: UpdateLine) => {
      await patchReportLine({ ...place, lineId }, change);
      await reload();
      undoable(words.edited);
    },
    remove: async (lineId: string) => {
      await deleteReportLine({ ...place, lineId });
      await reload();
      undoable(words.removed);
    },
  };
}

function sameAs({ template, templateId, section, sectionId, lineId }: ReportWritingDto): WriteReport {
  if (lineId) return { lineId };
  if (sectionId) return { sectionId };
  if (section) return { section };
  return templateId ? { templateId } : { template };
}
