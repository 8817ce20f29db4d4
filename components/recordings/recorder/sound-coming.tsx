"use client";

import Link from "next/link";
import { useEffect, useState } from "react";
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

const LOOK_MS = 15_000;
const STILL_MS = 60_000;

/** Whether nothing has come of it for a minute. Until then another window or device records, and is not to be ended from here. */
function useIsStill({ recordingId, updatedAt }: RecordingDto, asks: boolean): boolean {
  const { workspace } = useWorkspace();
  const [nowMs, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (!asks) return;
    const look = () => {
      void recordingsOf(workspace.slug).reload(recordingId);
      setNow(Date.now());
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [asks, workspace.slug, recordingId]);
  return nowMs !== null && nowMs - Date.parse(updatedAt) > STILL_MS;
}

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
  const finish = () =>
    void completeRecording(place)
      .then((done) => recordingsOf(workspace.slug).put(done))
      .catch(tellFailure);
  const isMine = createdBy?.memberId === me.memberId;
  const isElsewhere = !own && stage === "capturing";
  const isStill = useIsStill(recording, isElsewhere && isMine);
  if (isLeft && stage === "capturing") return <LeftCaptures recordingId={recordingId} />;
  return (
    <section
      aria-label={words.whereabouts}
      className="flex flex-wrap items-center gap-3 border-line border-b px-4 py-3 lg:px-5"
    >
      <p role="status" className="text-muted">
        {isLive ? words.here : null}
        {!isLive && own ? (own.isAway ? words.keptForLater : words.lastSeconds) : null}
        {isElsewhere ? (isStill ? words.still : words.elsewhere) : null}
        {!own && stage !== "capturing" ? words.joining : null}
      </p>
      {isLive ? (
        <Button asChild size="sm">
          <Link href={recorderPath(workspace.slug)}>{words.open}</Link>
        </Button>
      ) : null}
      {isElsewhere && isStill ? (
        <Button size="sm" onClick={finish}>
          {words.left.finish}
        </Button>
      ) : null}
    </section>
  );
}
