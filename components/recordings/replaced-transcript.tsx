"use client";

import { RotateCcw } from "lucide-react";
import type { RecordingDto } from "@/lib/recordings/schema";
import type { TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";
import { BusyButton } from "./busy-button";
import { useRecordingActions } from "./use-recording-actions";

type ReplacedTranscriptProps = { transcript: TranscriptDto; recording: RecordingDto };

const words = t.recording.replaced;

/** The transcript whose place the last import took, and what brings it back. */
export function ReplacedTranscript({ transcript: { replacedCount }, recording }: ReplacedTranscriptProps) {
  const { bringBack } = useRecordingActions();
  if (replacedCount === 0) return null;
  return (
    <section aria-label={words.title} className="grid justify-items-start gap-3">
      <h2 className="font-medium text-muted text-sm">{words.title}</h2>
      <p>{words.detail(replacedCount)}</p>
      <BusyButton size="sm" onPress={() => bringBack(recording)}>
        <RotateCcw aria-hidden="true" /> {words.button}
      </BusyButton>
    </section>
  );
}
