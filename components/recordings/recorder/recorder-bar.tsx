"use client";

import { Mic } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { recorderPath } from "@/components/shell/paths";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";
import { listHeld } from "./held";
import { isVoice, listCaptures } from "./kept-captures";
import { useRecorder, useRecorderState, useTick } from "./use-recorder";

const words = t.recorder;
const SECOND_MS = 1_000;

/** That it is recorded, on every page but the recorder's. Also sends what an earlier page recorded to its end and could not send. */
export function RecorderBar() {
  const { workspace } = useWorkspace();
  const recorder = useRecorder();
  const pathname = usePathname();
  const phase = useRecorderState((state) => state.phase);
  const isSpoken = useRecorderState(({ captureId, sending }) => {
    const capture = sending[captureId ?? ""]?.capture;
    return capture !== undefined && isVoice(capture); // it is seen where it is spoken
  });
  const isOn = phase === "recording" || phase === "paused";
  useTick(SECOND_MS, phase === "recording");
  useEffect(() => {
    void sendLeft(workspace.slug, (capture) => recorder.finish(capture));
  }, [workspace.slug, recorder]);
  const path = recorderPath(workspace.slug);
  if (!isOn || isSpoken || pathname === path) return null;
  const at = clockTime(recorder.nowMs());
  return (
    <Banner
      tone="accent"
      icon={<Mic aria-hidden="true" />}
      className="items-center"
      action={
        <Button asChild size="sm">
          <Link href={path}>{words.open}</Link>
        </Button>
      }
    >
      <span className="tabular-nums">{phase === "paused" ? words.livePaused(at) : words.live(at)}</span>
    </Banner>
  );
}

type Finish = (capture: Awaited<ReturnType<typeof listCaptures>>[number]) => Promise<void>;

async function sendLeft(workspace: string, finish: Finish): Promise<void> {
  const over = (await listCaptures(workspace)).filter(({ isOver }) => isOver);
  const held = await listHeld(over.map(({ id }) => id));
  await Promise.all(over.filter(({ id }) => !held.has(id)).map(finish));
}
