"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import type { RecordingDto } from "@/lib/recordings/schema";
import type { TranscriptDto } from "@/lib/recordings/transcripts/schema";
import { t } from "@/lib/text/catalogue";

type ProvisionalNoteProps = { transcript: TranscriptDto; recordedBy: RecordingDto["createdBy"] };

const words = t.recording.transcript;

/** That what stands there was heard by a browser and by no engine yet. */
export function ProvisionalNote({ transcript, recordedBy }: ProvisionalNoteProps) {
  const { me } = useWorkspace();
  const isProvisional = transcript.segments.some(
    ({ origin, hidden }) => origin === "device" && hidden === null,
  );
  if (!isProvisional) return null;
  const isOwn = recordedBy === null || recordedBy.memberId === me.memberId;
  return (
    <div data-provisional className="border-line border-b px-5 py-3 text-sm">
      <p className="font-medium">{isOwn ? words.provisional : words.provisionalOf(recordedBy.name)}</p>
      <p className="text-muted">{words.provisionalHint}</p>
    </div>
  );
}
