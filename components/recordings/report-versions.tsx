"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Time } from "@/components/ui/time";
import { fetchReportVersions } from "@/lib/recordings/client";
import type { ReportDto } from "@/lib/recordings/reports/schema";
import type { ReportVersionDto } from "@/lib/recordings/reports/versions/schema";
import { t } from "@/lib/text/catalogue";

type ReportVersionsProps = {
  recordingId: string;
  newest: ReportDto;
  shown: ReportDto;
  onLook: (version: number) => Promise<void>;
};

const words = t.recording.report;

/** The versions of a report, each with how it came about. Asked for when the menu is opened. */
export function ReportVersions({ recordingId, newest, shown, onLook }: ReportVersionsProps) {
  const { workspace } = useWorkspace();
  const [versions, setVersions] = useState<ReportVersionDto[]>([]);
  if (newest.version < 2) return null;
  const open = () =>
    void fetchReportVersions({ workspace: workspace.slug, recordingId })
      .then(({ items }) => setVersions(items))
      .catch(tellFailure);
  return (
    <DropdownMenu onOpenChange={(isOpen) => isOpen && open()}>
      <DropdownMenuTrigger asChild>
        <Button variant="quiet" size="inline" className="touch-target gap-1 text-sm">
          {words.version(shown.version, newest.version)}
          <ChevronDown aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuRadioGroup
          value={String(shown.version)}
          onValueChange={(version) => void onLook(Number(version)).catch(tellFailure)}
        >
          {versions.map(({ version, made, by, createdAt }) => (
            <DropdownMenuRadioItem key={version} value={String(version)}>
              <span className="w-6 text-muted tabular-nums">{version}</span>
              <span>
                {words.made[made]}
                <span className="block text-muted text-xs">
                  {by ? `${by}, ` : null}
                  <Time at={createdAt} />
                </span>
              </span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
