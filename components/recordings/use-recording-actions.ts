"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import {
  deleteRecording,
  deleteSound,
  fetchPdf,
  fetchReport,
  postRecording,
  putTranscript,
  restoreRecording,
  restoreTranscript,
  retryRecording,
  writeReport,
} from "@/lib/recordings/client";
import { titleOf } from "@/lib/recordings/rules";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import type { BroughtAs } from "./brought-as";
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
  /** The transcript that was there before comes back, and the report that was made of it. */
  const bringBack = async (recording: RecordingDto, fromVersion?: number) => {
    await restoreTranscript(place(recording));
    await writeReport(place(recording), fromVersion === undefined ? {} : { fromVersion });
    await store.reload(recording.recordingId);
    toast({ message: t.recording.replaced.back });
  };
  const importText = async (recording: RecordingDto, text: string) => {
    const { hasReport, hasTranscript, recordingId } = recording;
    try {
      const report = hasReport ? await fetchReport(place(recording)) : null;
      await putTranscript(place(recording), text);
      await writeReport(place(recording));
      await store.reload(recordingId);
      const onSelect = () => void bringBack(recording, report?.version).catch(tellFailure);
      const undo = hasTranscript ? { action: { label: t.common.undo, onSelect } } : {};
      toast({ message: t.recording.imported, ...undo });
    } catch (error) {
      tellFailure(error);
    }
  };
  const importInto = (recording: RecordingDto) => chooseText((text) => void importText(recording, text));
  return {
    remove,
    importInto,
    importText,
    bringBack,
    /** A transcript made elsewhere becomes a recording of its own. */
    bringTranscript: async (file: File, options: BroughtAs) =>
      keep(
        postRecording(
          { workspace: workspace.slug },
          { transcript: await file.text(), title: titleOf(file.name), ...options },
        ),
      ),
    /** A script that no font of ours holds is said here. */
    savePdf: (recording: RecordingDto) =>
      fetchPdf(place(recording))
        .then((file) => offer(file, `${recording.title}.pdf`))
        .catch(tellFailure),
    deleteSound: async (recording: RecordingDto) => {
      await deleteSound(place(recording));
      await store.reload(recording.recordingId);
      toast({ message: t.recording.sound.deleted });
    },
    retry: (recording: RecordingDto) => keep(retryRecording(place(recording))),
  };
}

/** Hands a file to the person, as a press on a link to it would. */
function offer(file: Blob, name: string): void {
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(file),
    download: name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The field outlives the menu, which closes when something in it is chosen. */
function chooseText(onText: (text: string) => void): void {
  const field = Object.assign(document.createElement("input"), { type: "file", accept: ".vtt,.srt,.txt" });
  field.onchange = () => void field.files?.[0]?.text().then(onText);
  field.click();
}
