"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { Button } from "@/components/ui/button";
import { canImportTranscript, canManageRecording } from "@/lib/recordings/rules";
import type { RecordingWholeDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { UseSample } from "./demo-sound";
import { stateOf } from "./recording-state";
import { useRecordingActions } from "./use-recording-actions";

const words = t.recording;

/** How it stands with it while it is not whole, and what one can do meanwhile. */
export function RecordingState({ recording }: { recording: RecordingWholeDto }) {
  const { me } = useWorkspace();
  const actions = useRecordingActions();
  const { status, waitingFor, hasTranscript, createdBy, pieces, error, kind } = recording;
  const brought = { kind, createdById: createdBy?.memberId ?? null };
  if (waitingFor === "engine" && !hasTranscript) {
    return (
      <div role="status" className="max-w-prose">
        <p className="font-medium">{words.waitsTitle}</p>
        <p className="mt-1 text-muted">{words.waits}</p>
        {canImportTranscript(me, brought) ? (
          <div className="mt-3 flex flex-wrap gap-2">
            <UseSample recording={recording} />
            <Button onClick={() => actions.importInto(recording)}>{words.menu.import}</Button>
          </div>
        ) : null}
      </div>
    );
  }
  if (status === "processed" && !error) return null;
  const parts =
    status === "processing" && pieces.total > 1 ? words.states.parts(pieces.done, pieces.total) : "";
  const retries = status === "failed" && canManageRecording(me, brought);
  return (
    <div role="status" className="flex flex-wrap items-center gap-3">
      <p className={status === "failed" ? "text-danger" : "text-muted"}>{parts || stateOf(recording)}</p>
      {retries ? (
        <Button size="sm" onClick={() => void actions.retry(recording)}>
          {words.menu.retry}
        </Button>
      ) : null}
    </div>
  );
}
