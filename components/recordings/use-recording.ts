"use client";

import { useState } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tryAgain } from "@/components/realtime/try-again";
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
  const fetchAll = async () => {
    const place = { workspace: workspace.slug, recordingId };
    try {
      const [recording, transcript, notes] = await tryAgain(() =>
        Promise.all([fetchRecording(place), fetchTranscript(place), fetchNotes(place)]),
      );
      const report = recording.hasReport ? await tryAgain(() => fetchReport(place)) : null;
      store.put(recording);
      setWhole({ recording, transcript, report, notes: notes.items });
    } catch (error) {
      if (error instanceof CallError && error.code === "NOT_FOUND") store.drop(recordingId);
    }
  };
  const [reload] = useState(() => oneAhead(fetchAll));
  const shown = listed ? { ...whole, recording: { ...whole.recording, ...listed } } : null;
  return { shown, reload };
}

/** Whoever asks while it is asked already gets what is asked after: never an answer from before. */
function oneAhead(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const run = () => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (!running) return run();
    next ??= running.then(() => {
      next = null;
      return run();
    });
    return next;
  };
}
