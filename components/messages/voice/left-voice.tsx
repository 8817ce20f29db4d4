"use client";

import { AudioLines } from "lucide-react";
import type { ReactNode } from "react";
import { type Capture, isVoice } from "@/components/recordings/recorder/kept-captures";
import { useDiscard } from "@/components/recordings/recorder/use-discard";
import { useLeftCaptures } from "@/components/recordings/recorder/use-left-captures";
import { useRecorder, useRecorderState } from "@/components/recordings/recorder/use-recorder";
import { Button } from "@/components/ui/button";
import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";

const words = t.voice;
type To = NonNullable<Capture["to"]>;

/** What was being said here when its page went away, and what is still on its way. */
export function LeftVoice({ to }: { to: To }) {
  const recorder = useRecorder();
  const discard = useDiscard();
  const isHere = (capture: Capture) =>
    isVoice(capture) &&
    capture.to?.conversationId === to.conversationId &&
    (capture.to?.parentId ?? null) === (to.parentId ?? null);
  const left = useLeftCaptures().filter((one) => isHere(one) && !one.isOver);
  const captureId = useRecorderState((state) => state.captureId);
  const sending = Object.values(useRecorderState((state) => state.sending)).filter(
    ({ capture }) => capture.id !== captureId && isHere(capture),
  );
  return (
    <>
      {left.map((capture) => (
        <Line key={capture.id} text={words.cutOff(clockTime(capture.safeMs))}>
          {capture.nextSlice > 0 ? (
            <Button size="sm" variant="primary" onClick={() => void recorder.finish(capture)}>
              {t.message.compose.send}
            </Button>
          ) : null}
          <Button size="sm" onClick={() => void discard(capture)}>
            {words.throwAway}
          </Button>
        </Line>
      ))}
      {sending.map(({ capture, isAway, problem }) => (
        <Line
          key={capture.id}
          text={problem === null ? (isAway ? words.away : words.sending) : t.recorder.refused(problem)}
        >
          {problem === null ? null : (
            <Button size="sm" onClick={() => void recorder.letGo(capture)}>
              {words.throwAway}
            </Button>
          )}
        </Line>
      ))}
    </>
  );
}

function Line({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div
      role="status"
      data-left-voice
      className="mb-2 flex flex-wrap items-center gap-2 rounded-md border border-line bg-accent-soft px-3 py-2 text-sm"
    >
      <AudioLines aria-hidden="true" className="size-4 shrink-0" />
      <p className="min-w-0 flex-1">{text}</p>
      {children}
    </div>
  );
}
