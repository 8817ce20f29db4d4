"use client";

import { useState } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { CallError } from "@/lib/core/call";
import { fetchNotes, fetchRecording, fetchReport, fetchTranscript } from "@/lib/recordings/client";
import type { LoadedRecording } from "@/lib/recordings/loaders";
import { recordingsOf } from "./recordings-store";

/** A recording with all that is said in it; null once it is deleted. `reload` fetches it anew. */
export function useRecording(loaded: LoadedRecording) {
  const { workspace } = useWorkspace();
  const { recordingId } = loaded.recording;
  const store = recordingsOf(workspace.slug);
  useState(() => store.hydrate([loaded.recording]));
  const [whole, setWhole] = useState(loaded);
  const listed = useStore(store.state, (state) => state.recordings[recordingId]);
  const reload = async () => {
    const place = { workspace: workspace.slug, recordingId };
    try {
      const [recording, transcript, notes] = await Promise.all([
        fetchRecording(place),
        fetchTranscript(place),
        fetchNotes(place),
      ]);
      const report = recording.hasReport ? await fetchReport(place) : null;
      store.put(recording);
      setWhole({ recording, transcript, report, notes: notes.items });
    } catch (error) {
      if (error instanceof CallError && error.code === "NOT_FOUND") store.drop(recordingId);
    }
  };
  const shown = listed ? { ...whole, recording: { ...whole.recording, ...listed } } : null;
  return { shown, reload };
}
