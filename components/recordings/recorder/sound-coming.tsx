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

/** Where the sound of a recording is while the server has not all of it: still being recorded, cut off, on its way, being put together. */
export function SoundComing({ recording }: { recording: RecordingDto }) {
  const { workspace, me } = useWorkspace();
  const { recordingId, stage, createdBy } = recording;
  const place = { workspace: workspace.slug, recordingId };
  const isLeft = useLeftCaptures().some((one) => one.recordingId === recordingId && !one.isOver);
  const own = useRecorderState(({ sending }) =>
    Object.values(sending).find(({ capture }) => capture.recordingId === recordingId),
  );
  const isLive = useRecorderState(({ captureId }) => captureId !== null && captureId === own?.capture.id);
  if (isLeft && stage === "capturing") return <LeftCaptures recordingId={recordingId} />;
  const finish = () =>
    void completeRecording(place)
      .then((done) => recordingsOf(workspace.slug).put(done))
      .catch(tellFailure);
  const isMine = createdBy?.memberId === me.memberId;
  return (
    <section
      aria-label={words.whereabouts}
      className="flex flex-wrap items-center gap-3 border-line border-b px-4 py-3 lg:px-5"
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
