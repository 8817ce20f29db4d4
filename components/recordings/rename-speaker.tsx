"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { FormDialog } from "@/components/documents/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { renameSpeaker } from "@/lib/recordings/client";
import { t } from "@/lib/text/catalogue";
import type { Speaker } from "./transcript";

type RenameSpeakerProps = {
  recordingId: string;
  speaker: Speaker;
  onRenamed: () => Promise<void>;
  onClose: () => void;
};

const words = t.recording.transcript;

export function RenameSpeaker({ recordingId, speaker, onRenamed, onClose }: RenameSpeakerProps) {
  const { workspace } = useWorkspace();
  const [name, setName] = useState(speaker.name);
  const save = async () => {
    await renameSpeaker({ workspace: workspace.slug, recordingId, speakerId: speaker.id }, name);
    await onRenamed();
  };
  return (
    <FormDialog title={words.renameTitle} button={t.common.save} onSave={save} onClose={onClose}>
      {(errors) => (
        <Field label={words.name} error={errors.name}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
