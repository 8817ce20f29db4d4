"use client";

import { AudioLines } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { recorderPath } from "@/components/shell/paths";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";
import { type Capture, isVoice } from "./kept-captures";
import { useDiscard } from "./use-discard";
import { useLeftCaptures } from "./use-left-captures";
import { useRecorder, useRecorderState } from "./use-recorder";

const words = t.recorder.left;

/** What was being recorded when its page went away, and what is still being sent. `recordingId`: of one recording alone. */
export function LeftCaptures({ recordingId }: { recordingId?: string }) {
  const isOne = (capture: Capture) =>
    recordingId === undefined ? !isVoice(capture) : capture.recordingId === recordingId;
  const recorder = useRecorder();
  const left = useLeftCaptures().filter((one) => isOne(one) && !one.isOver);
  const captureId = useRecorderState((state) => state.captureId);
  const sending = Object.values(useRecorderState((state) => state.sending)).filter(
    ({ capture }) => capture.id !== captureId && isOne(capture),
  );
  if (left.length + sending.length === 0) return null;
  return (
    <section aria-label={words.list}>
      {left.map((capture) => (
        <LeftCapture key={capture.id} capture={capture} />
      ))}
      {sending.map(({ capture, slices, isAway, problem }) => (
        <Banner
          key={capture.id}
          role="status"
          tone={problem === null ? "neutral" : "danger"}
          icon={<AudioLines aria-hidden="true" />}
          action={
            problem === null ? null : (
              <Button size="sm" onClick={() => void recorder.letGo(capture)}>
                {words.discard}
              </Button>
            )
          }
        >
          {problem === null ? sendingWords(capture, slices, isAway) : t.recorder.refused(problem)}
        </Banner>
      ))}
    </section>
  );
}

function sendingWords({ about }: Capture, slices: number, isAway: boolean): string {
  const title = about.title ?? "";
  return isAway ? words.sendingAway(title) : words.sending(title, t.recorder.waiting(slices));
}

function LeftCapture({ capture }: { capture: Capture }) {
  const { workspace } = useWorkspace();
  const router = useRouter();
  const recorder = useRecorder();
  const discard = useDiscard();
  const { safeMs, nextSlice, about } = capture;
  const isIdle = useRecorderState((state) => state.phase === "idle");
  const goOn = async () => {
    await recorder.goOnWith(capture);
    router.push(recorderPath(workspace.slug));
  };
  return (
    <Banner data-left-capture tone="accent" icon={<AudioLines aria-hidden="true" />} className="flex-wrap">
      <p>
        <span className="font-medium">{words.cutOff(about.title ?? "")}</span>{" "}
        {nextSlice > 0 ? words.safe(clockTime(safeMs)) : words.nothing}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" variant="primary" aria-disabled={!isIdle} onClick={() => isIdle && void goOn()}>
          {words.resume}
        </Button>
        {nextSlice > 0 ? (
          <Button size="sm" onClick={() => void recorder.finish(capture)}>
            {words.finish}
          </Button>
        ) : null}
        <Button size="sm" onClick={() => void discard(capture)}>
          {words.discard}
        </Button>
      </div>
    </Banner>
  );
}
