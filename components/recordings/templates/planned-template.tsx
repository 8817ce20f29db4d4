"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { patchRecording } from "@/lib/recordings/client";
import { canManageRecording } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { recordingsOf } from "../recordings-store";
import { TemplateMenu } from "./template-menu";
import { type ChosenTemplate, nameOfChosen } from "./template-name";
import { useTemplates } from "./use-templates";

type PlannedTemplateProps = { recording: RecordingDto; onChange: () => Promise<void> };

/** By what the report will be written that is not there yet: chosen by whoever manages the recording, however it was brought. */
export function PlannedTemplate({ recording, onChange }: PlannedTemplateProps) {
  const { workspace, me } = useWorkspace();
  const templates = useTemplates();
  const { recordingId, kind, createdBy } = recording;
  const name = nameOfChosen(recording, templates);
  const { planned, plannedAs } = t.template;
  if (!canManageRecording(me, { kind, createdById: createdBy?.memberId ?? null }))
    return <p className="text-muted text-sm">{planned(name)}</p>;
  const choose = async (chosen: ChosenTemplate) => {
    const changed = await patchRecording({ workspace: workspace.slug, recordingId }, chosen);
    recordingsOf(workspace.slug).put(changed);
    await onChange();
  };
  return (
    <div className="flex min-w-0 items-baseline gap-1.5 text-muted text-sm">
      <span className="shrink-0">{plannedAs}</span>
      <TemplateMenu
        name={name}
        label={planned(name)}
        title={plannedAs}
        chosen={recording}
        onChoose={choose}
      />
    </div>
  );
}
