"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { readEvent } from "@/components/conversations/read-event";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { topics } from "@/lib/core/event";
import { fetchRecording } from "@/lib/recordings/client";
import { recordingProgressed } from "@/lib/recordings/events";
import type { RecordingWholeDto } from "@/lib/recordings/schema";

type Voice = { recordingId: string; conversationId: string; fileId: string | null };

/** What was recorded, as it is now: its sound is put together, and its words are written down, while one looks on. */
export function useVoice({ recordingId, conversationId, fileId }: Voice): RecordingWholeDto | null {
  const { slug } = useWorkspace().workspace;
  const [voice, setVoice] = useState<RecordingWholeDto | null>(null);
  const load = useEffectEvent(() => {
    // What cannot be fetched now stays as it is, and is asked for again with the next word of it.
    void fetchRecording({ workspace: slug, recordingId }).then(setVoice, () => undefined);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: its file comes later, and is asked for then
  useEffect(() => load(), [recordingId, fileId]);
  useTopic(topics.conversation(conversationId), {
    onEvent(name, payload) {
      if (readEvent(recordingProgressed, name, payload)?.recordingId === recordingId) load();
    },
    onReady: () => load(),
  });
  return voice;
}
