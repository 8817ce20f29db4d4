"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { deleteReportLine, fetchReport, patchReportLine, writeReport } from "@/lib/recordings/client";
import type { UpdateLine } from "@/lib/recordings/reports/lines/schema";
import type { ReportDto, WriteReport } from "@/lib/recordings/reports/schema";
import { t } from "@/lib/text/catalogue";

const words = t.recording.report;

export type ReportActions = ReturnType<typeof useReport>;

/** What one does to a report. Every change is a version: undone by bringing the one before back. */
export function useReport(recordingId: string, report: ReportDto | null, reload: () => Promise<void>) {
  const { workspace } = useWorkspace();
  const place = { workspace: workspace.slug, recordingId };
  const [earlier, setEarlier] = useState<ReportDto | null>(null);
  const write = async (input: WriteReport) => {
    await writeReport(place, input);
    setEarlier(null);
    await reload();
  };
  const undoable = (message: string) => {
    const fromVersion = report?.version;
    if (fromVersion === undefined) return;
    const onSelect = () => void write({ fromVersion }).catch(tellFailure);
    toast({ message, action: { label: t.common.undo, onSelect } });
  };
  return {
    /** An earlier version that is looked at; null: the newest. */
    earlier,
    look: async (version: number) =>
      setEarlier(version === report?.version ? null : await fetchReport(place, version)),
    writeAnew: async (input: WriteReport, message: string = words.written) => {
      await write(input);
      undoable(message);
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
