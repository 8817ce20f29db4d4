"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { CallError } from "@/lib/core/call";
import { deleteRecording, restoreRecording } from "@/lib/recordings/client";
import { t } from "@/lib/text/catalogue";
import { recordingsOf } from "../recordings-store";
import type { Capture } from "./kept-captures";
import { useRecorder } from "./use-recorder";

const UNDO_MS = 10_000;

/** Takes a capture away. It can be undone: what is in this browser alone goes once that is over. */
export function useDiscard() {
  const { workspace } = useWorkspace();
  const recorder = useRecorder();
  return async (capture: Capture) => {
    const { recordingId, about } = capture;
    const recordings = recordingsOf(workspace.slug);
    const place = { workspace: workspace.slug, recordingId: recordingId ?? "" };
    try {
      if (recordingId) await deleteRecording(place).catch(unlessGone);
    } catch (error) {
      return tellFailure(error);
    }
    const bringBack = recorder.discard(capture, UNDO_MS);
    if (recordingId) recordings.drop(recordingId);
    const undo = async () => {
      bringBack();
      if (recordingId) recordings.put(await restoreRecording(place));
    };
    toast({
      message: t.recorder.left.discarded(about.title ?? ""),
      durationMs: UNDO_MS,
      action: { label: t.common.undo, onSelect: () => void undo().catch(tellFailure) },
    });
  };
}

/** What was deleted elsewhere is gone all the same. */
function unlessGone(error: unknown): void {
  if (!(error instanceof CallError && error.code === "NOT_FOUND")) throw error;
}
