"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { recorderPath } from "@/components/shell/paths";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { completeRecording } from "@/lib/recordings/client";
import type { RecordingDto } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { recordingsOf } from "../recordings-store";
import { LeftCaptures } from "./left-captures";
import { useLeftCaptures } from "./use-left-captures";
import { useRecorderState } from "./use-recorder";

const words = t.recorder;

/** In the place of the player while there is no sound to play yet: it is being recorded, was cut off, or is being put together. */
export function SoundComing({ recording }: { recording: RecordingDto }) {
  const { workspace, me } = useWorkspace();
  const { recordingId, stage, createdBy } = recording;
  const place = { workspace: workspace.slug, recordingId };
  const isLeft = useLeftCaptures().some((one) => one.recordingId === recordingId && !one.isOver);
  const own = useRecorderState(({ sending }) =>
    Object.values(sending).find(({ capture }) => capture.recordingId === recordingId),
  );
  const isLive = useRecorderState(({ captureId }) => captureId !== null && captureId === own?.capture.id);
  if (isLeft) return <LeftCaptures recordingId={recordingId} />;
  const finish = () =>
    void completeRecording(place)
      .then((done) => recordingsOf(workspace.slug).put(done))
      .catch(tellFailure);
  const isMine = createdBy?.memberId === me.memberId;
  return (
    <section
      aria-label={t.recording.player.label}
      className="flex min-h-17 flex-wrap items-center gap-3 border-line border-b px-5 py-3"
    >
      <p role="status" className="text-muted">
        {isLive ? words.here : null}
        {!isLive && own ? (own.isAway ? words.keptForLater : words.lastSeconds) : null}
        {!own && stage === "capturing" ? words.elsewhere : null}
        {!own && stage !== "capturing" ? words.joining : null}
      </p>
      {isLive ? (
        <Button asChild size="sm">
          <Link href={recorderPath(workspace.slug)}>{words.open}</Link>
        </Button>
      ) : null}
      {!own && stage === "capturing" && isMine ? (
        <Button size="sm" onClick={finish}>
          {words.left.finish}
        </Button>
      ) : null}
    </section>
  );
}
