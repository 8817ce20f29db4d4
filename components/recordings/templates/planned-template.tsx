"use client";

import { ChevronDown } from "lucide-react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from "@/components/ui/dropdown-menu";
import { patchRecording } from "@/lib/recordings/client";
import { canManageRecording } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { recordingsOf } from "../recordings-store";
import { TemplateChoices } from "./template-choices";
import { chosenOf, nameOfChosen, wordOf } from "./template-name";
import { templatesOf } from "./templates-store";
import { useTemplates } from "./use-templates";

type PlannedTemplateProps = { recording: RecordingDto; onChange: () => Promise<void> };

/** By what the report will be written that is not there yet: chosen by whoever manages the recording, however it was brought. */
export function PlannedTemplate({ recording, onChange }: PlannedTemplateProps) {
  const { workspace, me } = useWorkspace();
  const templates = useTemplates();
  const { recordingId, kind, createdBy } = recording;
  const name = nameOfChosen(recording, templates);
  if (!canManageRecording(me, { kind, createdById: createdBy?.memberId ?? null }))
    return <p className="text-muted text-sm">{t.template.planned(name)}</p>;
  const choose = async (value: string) => {
    const chosen = chosenOf(value);
    if (!chosen) return;
    recordingsOf(workspace.slug).put(
      await patchRecording({ workspace: workspace.slug, recordingId }, chosen),
    );
    await onChange();
  };
  const look = () => void templatesOf(workspace.slug).refresh().catch(tellFailure);
  return (
    <div className="flex min-w-0 items-baseline gap-1.5 text-muted text-sm">
      <span className="shrink-0">{t.template.plannedAs}</span>
      <DropdownMenu onOpenChange={(isOpen) => isOpen && look()}>
        <DropdownMenuTrigger asChild>
          <Button
            variant="quiet"
            size="inline"
            aria-label={t.template.planned(name)}
            className="touch-target min-w-0 shrink gap-1 text-sm"
          >
            <span className="min-w-0 max-w-64 truncate">{name}</span>
            <ChevronDown aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <TemplateChoices
            label={t.template.plannedAs}
            value={wordOf(recording)}
            onChoose={(value) => void choose(value).catch(tellFailure)}
          />
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  );
}
