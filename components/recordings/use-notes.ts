"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { deleteNote, postNote } from "@/lib/recordings/client";
import type { LoadedRecording } from "@/lib/recordings/loaders";
import type { NoteDto } from "@/lib/recordings/notes/schema";

/** The notes of a recording, with what was pinned and taken away a moment ago. */
export function useNotes({ recording: { recordingId }, notes }: LoadedRecording) {
  const { workspace } = useWorkspace();
  const [pinned, setPinned] = useState<NoteDto[]>([]);
  const [gone, setGone] = useState<string[]>([]);
  const place = { workspace: workspace.slug, recordingId };
  const all = [...notes, ...pinned.filter(({ id }) => !notes.some((one) => one.id === id))];
  const pin = (note: { atMs: number; text: string }) =>
    void postNote(place, note)
      .then((one) => setPinned((before) => [...before, one]))
      .catch(tellFailure);
  const unpin = ({ id }: NoteDto) => {
    setGone((before) => [...before, id]);
    deleteNote({ ...place, noteId: id }).catch((error) => {
      setGone((before) => before.filter((one) => one !== id));
      tellFailure(error);
    });
  };
  const shown = all.filter(({ id }) => !gone.includes(id)).toSorted((a, b) => a.atMs - b.atMs);
  return { notes: shown, pin, unpin };
}
