"use client";

import { Bookmark, CircleAlert, MicOff, Pause, Play, Square, Volume2, WifiOff } from "lucide-react";
import { useRouter } from "next/navigation";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { recordingPath, roomPath } from "@/components/shell/paths";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { toast } from "@/components/ui/toast-store";
import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";
import { Bars } from "../bars";
import { NoteComposer } from "../notes";
import { LiveCaptions } from "./live-captions";
import { LiveNotes } from "./live-notes";
import { canHearTabs } from "./microphone";
import { MicrophonePicker } from "./microphone-picker";
import { useMarkKey, useRecorder, useRecorderState, useTick } from "./use-recorder";

const words = t.recorder;
const LOOK_MS = 100;

/** While it is recorded: the clock, the sound, what to press, and notes. */
export function Live() {
  const recorder = useRecorder();
  const phase = useRecorderState((state) => state.phase);
  const notes = useRecorderState((state) => state.notes);
  useTick(LOOK_MS, phase === "recording");
  const nowMs = recorder.nowMs();
  const mark = () => recorder.pin({ atMs: Math.round(nowMs), text: "" });
  useMarkKey(mark);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-2xl gap-5 px-4 py-6 lg:py-10">
          <Clock nowMs={nowMs} levels={recorder.levels()} />
          <Controls onMark={mark} />
          <Troubles />
          <LiveCaptions />
          <LiveNotes notes={notes} />
        </div>
      </div>
      <NoteComposer nowMs={nowMs} onPin={(note) => recorder.pin(note)} />
    </div>
  );
}

const BARS = 100;

function Clock({ nowMs, levels }: { nowMs: number; levels: number[] }) {
  const phase = useRecorderState((state) => state.phase);
  const isOn = phase === "recording";
  const at = clockTime(nowMs);
  const shown = [...Array<number>(Math.max(0, BARS - levels.length)).fill(0), ...levels.slice(-BARS)];
  return (
    <section aria-label={words.title} className="rounded-lg border border-line bg-raised p-5">
      <div className="flex items-center gap-4">
        <span
          aria-hidden="true"
          className={cn("size-3 rounded-full", isOn ? "animate-breathe bg-accent" : "bg-line-strong")}
        />
        <span role="timer" aria-label={words.clock(at)} className="font-semibold text-3xl tabular-nums">
          {at}
        </span>
        <p role="status" className="ms-auto text-muted">
          {phase === "recording" ? words.recording : null}
          {phase === "paused" ? words.paused(at) : null}
          {phase === "stopping" ? words.stopping : null}
        </p>
      </div>
      <div className="mt-4 h-16">
        <Bars peaks={shown} count={BARS} share={isOn ? 1 : 0} />
      </div>
      <Level level={isOn ? (levels.at(-1) ?? 0) : 0} />
      <p className="mt-3 text-muted text-sm">
        <Arrived />
      </p>
    </section>
  );
}

/** Loudness as ears have it: half a scale is 20 decibels. */
function Level({ level }: { level: number }) {
  const percent = level === 0 ? 0 : Math.max(0, Math.round(100 + (100 * Math.log10(level / 255)) / 2));
  return (
    <div className="mt-3 h-1.5 overflow-hidden rounded-full bg-hover">
      <meter aria-label={words.level} max={100} value={percent} className="sr-only" />
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" className="block size-full" aria-hidden="true">
        <rect width={percent} height={1} className="fill-accent" />
      </svg>
    </div>
  );
}

function Arrived() {
  const sending = useRecorderState(({ captureId, sending: all }) => all[captureId ?? ""]);
  if (!sending || sending.isAway) return null;
  return sending.slices > 0 ? words.waiting(sending.slices) : words.arrived;
}

function Controls({ onMark }: { onMark: () => void }) {
  const recorder = useRecorder();
  const { workspace } = useWorkspace();
  const router = useRouter();
  const phase = useRecorderState((state) => state.phase);
  const hasTab = useRecorderState((state) => state.hasTab);
  const stop = async () => {
    const capture = await recorder.stop();
    if (!capture) return;
    if (capture.recordingId) router.push(recordingPath(workspace.slug, capture.recordingId));
    else {
      toast({ message: words.keptForLater });
      router.push(roomPath(workspace.slug, "recordings"));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      {phase === "paused" ? (
        <Button size="lg" variant="primary" onClick={() => void recorder.resume()}>
          <Play aria-hidden="true" />
          {words.resume}
        </Button>
      ) : (
        <Button size="lg" onClick={() => recorder.pause()}>
          <Pause aria-hidden="true" />
          {words.pause}
        </Button>
      )}
      <Button
        size="lg"
        variant={phase === "paused" ? "secondary" : "primary"}
        busy={phase === "stopping"}
        onClick={() => void stop()}
      >
        <Square aria-hidden="true" className="fill-current" />
        {words.stop}
      </Button>
      <Button size="lg" onClick={onMark}>
        <Bookmark aria-hidden="true" />
        {words.mark}
      </Button>
      {canHearTabs() ? (
        <Button size="lg" variant="ghost" aria-pressed={hasTab} onClick={() => void recorder.toggleTab()}>
          <Volume2 aria-hidden="true" />
          {hasTab ? words.removeTab : words.addTab}
        </Button>
      ) : null}
    </div>
  );
}

/** What is wrong, each with what to do. */
function Troubles() {
  const recorder = useRecorder();
  const { cut, isQuiet, refusal, deviceId, captureId, sending } = useRecorderState((state) => state);
  const { isAway = false, problem = null } = sending[captureId ?? ""] ?? {};
  return (
    <div className="grid gap-2" aria-live="polite">
      {cut ? (
        <Banner tone="danger" shape="card" icon={<MicOff aria-hidden="true" />}>
          {words.cut[cut]}
        </Banner>
      ) : null}
      {refusal ? (
        <Banner tone="danger" shape="card" icon={<CircleAlert aria-hidden="true" />}>
          {words.refusals[refusal]}
        </Banner>
      ) : null}
      {problem !== null ? (
        <Banner tone="danger" shape="card" icon={<CircleAlert aria-hidden="true" />}>
          {words.refused(problem)}
        </Banner>
      ) : null}
      {isQuiet ? (
        <Banner tone="danger" shape="card" icon={<MicOff aria-hidden="true" />}>
          <p className="font-medium">{words.quietTitle}</p>
          <p>{words.quiet}</p>
        </Banner>
      ) : null}
      {isAway ? (
        <Banner shape="card" icon={<WifiOff aria-hidden="true" />}>
          {words.away}
        </Banner>
      ) : null}
      {isQuiet || cut ? (
        <MicrophonePicker deviceId={deviceId} onChoose={(id) => void recorder.changeMicrophone(id)} />
      ) : null}
    </div>
  );
}
