"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { FormDialog } from "@/components/documents/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { patchRecording } from "@/lib/recordings/client";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { recordingsOf } from "./recordings-store";

export function RenameRecording({ recording, onClose }: { recording: RecordingDto; onClose: () => void }) {
  const { workspace } = useWorkspace();
  const [title, setTitle] = useState(recording.title);
  const save = async () => {
    const place = { workspace: workspace.slug, recordingId: recording.recordingId };
    recordingsOf(workspace.slug).put(await patchRecording(place, { title }));
  };
  return (
    <FormDialog title={t.recording.rename.title} button={t.common.save} onSave={save} onClose={onClose}>
      {(errors) => (
        <Field label={t.recording.rename.label} error={errors.title}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
