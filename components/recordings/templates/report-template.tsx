"use client";

import { ChevronDown } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import type { ReportDto, WriteReport } from "@/lib/recordings/reports/schema";
import { t } from "@/lib/text/catalogue";
import { TemplateChoices } from "./template-choices";
import { chosenOf, wordOf } from "./template-name";
import { templatesOf } from "./templates-store";

type ReportTemplateProps = {
  report: ReportDto;
  /** Null where it is not written anew: nobody may, or a model writes already. */
  onWrite: ((input: WriteReport) => Promise<void>) | null;
};

/** By what a report is written; chosen from the list it is written anew as that. */
export function ReportTemplateMenu({ report, onWrite }: ReportTemplateProps) {
  const { workspace } = useWorkspace();
  const name = report.templateName ?? t.template.builtIn[report.template];
  if (!onWrite) return <p className="min-w-0 max-w-64 truncate">{name}</p>;
  const choose = (value: string) => {
    const chosen = chosenOf(value);
    if (chosen) void onWrite(chosen).catch(tellFailure);
  };
  const look = () => void templatesOf(workspace.slug).refresh().catch(tellFailure);
  return (
    <DropdownMenu onOpenChange={(isOpen) => isOpen && look()}>
      <DropdownMenuTrigger asChild>
        <Button
          variant="quiet"
          size="inline"
          aria-label={t.template.chosen(name)}
          className="touch-target min-w-0 shrink gap-1 text-sm"
        >
          <span className="min-w-0 max-w-64 truncate">{name}</span>
          <ChevronDown aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <TemplateChoices label={t.template.anewBy} value={wordOf(report)} onChoose={choose} />
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
