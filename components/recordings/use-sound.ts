"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { fileAddress } from "@/lib/files/client";
import type { RecordingWholeDto } from "@/lib/recordings/schema";
import { takeOf } from "./recorder/takes";

type Sound = {
  src: string | null;
  deleted: RecordingWholeDto["soundDeleted"];
  durationMs: number | null;
  peaks: number[];
};

/** What of a recording can be played: its file, or what this page has just recorded, as long as one stays with it. */
export function useSound({
  recordingId,
  fileId,
  soundDeleted,
  durationMs,
  waveform,
}: RecordingWholeDto): Sound {
  const { workspace } = useWorkspace();
  const [take] = useState(() => (fileId ? null : takeOf(recordingId)));
  return {
    src: soundDeleted ? null : (take?.url ?? (fileId && fileAddress(workspace.slug, fileId))),
    deleted: soundDeleted,
    durationMs: durationMs ?? take?.durationMs ?? null,
    peaks: waveform ?? take?.peaks ?? [],
  };
}
