"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import {
  deleteRecording,
  deleteSound,
  putTranscript,
  restoreRecording,
  retryRecording,
  writeReport,
} from "@/lib/recordings/client";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { recordingsOf } from "./recordings-store";

/** What one does to recordings: shown at once, said when it failed, undone where it can be. */
export function useRecordingActions() {
  const { workspace } = useWorkspace();
  const store = recordingsOf(workspace.slug);
  const place = ({ recordingId }: RecordingDto) => ({ workspace: workspace.slug, recordingId });
  const keep = (work: Promise<RecordingDto>) => work.then((one) => store.put(one)).catch(tellFailure);
  const remove = async (recording: RecordingDto) => {
    store.drop(recording.recordingId);
    try {
      await deleteRecording(place(recording));
      const undo = { label: t.common.undo, onSelect: () => void keep(restoreRecording(place(recording))) };
      toast({ message: t.recording.deleted(recording.title), action: undo });
    } catch (error) {
      store.put(recording);
      tellFailure(error);
    }
  };
  const importText = (recording: RecordingDto, text: string) =>
    putTranscript(place(recording), text)
      .then(() => writeReport(place(recording)))
      .then(() => store.reload(recording.recordingId))
      .then(() => toast({ message: t.recording.imported }))
      .catch(tellFailure);
  const importInto = (recording: RecordingDto) => chooseText((text) => void importText(recording, text));
  return {
    remove,
    importInto,
    importText,
    deleteSound: async (recording: RecordingDto) => {
      await deleteSound(place(recording));
      await store.reload(recording.recordingId);
      toast({ message: t.recording.sound.deleted });
    },
    retry: (recording: RecordingDto) => keep(retryRecording(place(recording))),
  };
}

/** The field outlives the menu, which closes when something in it is chosen. */
function chooseText(onText: (text: string) => void): void {
  const field = Object.assign(document.createElement("input"), { type: "file", accept: ".vtt,.srt,.txt" });
  field.onchange = () => void field.files?.[0]?.text().then(onText);
  field.click();
}
