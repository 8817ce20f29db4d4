"use client";

import { ArrowUp, Trash2 } from "lucide-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { Bars } from "@/components/recordings/bars";
import type { Capture } from "@/components/recordings/recorder/kept-captures";
import { useDiscard } from "@/components/recordings/recorder/use-discard";
import { useRecorder, useRecorderState, useTick } from "@/components/recordings/recorder/use-recorder";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { toast } from "@/components/ui/toast-store";
import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";

const words = t.voice;
const LOOK_MS = 100;
const BARS = 48;
/** A shorter one was a slip of the finger. */
const LEAST_MS = 1_000;

type VoiceBarProps = {
  to: NonNullable<Capture["to"]>;
  /** Letting go sends it. */
  isHeld: boolean;
  onDone: () => void;
};

/** While one speaks: how long and how loud, thrown away or sent. What is spoken leaves for the server as it is, and survives a killed page. */
export function VoiceBar({ to, isHeld, onDone }: VoiceBarProps) {
  const recorder = useRecorder();
  const phase = useRecorderState((state) => state.phase);
  const refusal = useRecorderState((state) => state.refusal);
  const discard = useDiscard();
  const isOn = phase === "recording";
  useTick(LOOK_MS, isOn);
  useSpeaking(to, { onBusy: onDone, onUnwanted: (capture) => void discard(capture) });
  const nowMs = recorder.nowMs();
  const send = async () => {
    if (nowMs < LEAST_MS) return;
    await recorder.stop();
    onDone();
  };
  const throwAway = async () => {
    const capture = await recorder.abandon();
    if (capture) void discard(capture);
    onDone();
  };
  useLettingGo(isHeld, () => void send());
  useKeys({ onEscape: () => void throwAway(), onEnter: () => void send() });
  if (refusal && phase === "idle") return <Refused sentence={t.recorder.refusals[refusal]} onDone={onDone} />;
  return (
    <section aria-label={words.bar} className="flex w-full items-center gap-2 p-2">
      <IconButton label={words.throwAway} size="md" onClick={() => void throwAway()}>
        <Trash2 />
      </IconButton>
      <span
        aria-hidden="true"
        className={cn("size-2.5 rounded-full", isOn ? "animate-breathe bg-accent" : "bg-line-strong")}
      />
      <span role="timer" aria-label={words.clock(clockTime(nowMs))} className="w-11 tabular-nums">
        {clockTime(nowMs)}
      </span>
      <Sound levels={recorder.levels()} />
      <IconButton
        label={t.message.compose.send}
        variant="primary"
        size="md"
        disabled={nowMs < LEAST_MS || phase === "stopping"}
        onClick={() => void send()}
        className="disabled:bg-hover disabled:text-muted disabled:opacity-100"
      >
        <ArrowUp />
      </IconButton>
    </section>
  );
}

/** How loud it was lately, or what is wrong with it. */
function Sound({ levels }: { levels: number[] }) {
  const recorder = useRecorder();
  const { phase, cut, isQuiet } = useRecorderState((state) => state);
  if (cut)
    return (
      <p role="alert" className="flex min-w-0 flex-1 flex-wrap items-center gap-2 text-danger text-sm">
        {t.recorder.cut[cut]}
        <Button size="sm" onClick={() => void recorder.resume()}>
          {t.recorder.resume}
        </Button>
      </p>
    );
  if (isQuiet)
    return (
      <p role="alert" className="min-w-0 flex-1 text-danger text-sm">
        {t.recorder.quietTitle}
      </p>
    );
  if (phase === "starting")
    return (
      <p role="status" className="min-w-0 flex-1 truncate text-muted text-sm">
        {t.recorder.starting}
      </p>
    );
  const shown = [...Array<number>(Math.max(0, BARS - levels.length)).fill(0), ...levels.slice(-BARS)];
  return (
    <div className="h-9 min-w-0 flex-1">
      <Bars peaks={shown} count={BARS} share={1} />
    </div>
  );
}

function Refused({ sentence, onDone }: { sentence: string; onDone: () => void }) {
  return (
    <div role="alert" className="flex w-full flex-wrap items-center gap-2 p-3">
      <p className="min-w-0 flex-1 text-danger text-sm">{sentence}</p>
      <Button size="sm" onClick={onDone}>
        {t.common.close}
      </Button>
    </div>
  );
}

type Speaking = {
  /** Something else is being recorded. */
  onBusy: () => void;
  /** The microphone was granted when nobody wanted it any more. */
  onUnwanted: (capture: Capture) => void;
};

/** Begins when it comes into sight. Who looks elsewhere meanwhile finds what was said until then where they left it. */
function useSpeaking(to: NonNullable<Capture["to"]>, { onBusy, onUnwanted }: Speaking): void {
  const recorder = useRecorder();
  const isOwn = useRef(false);
  const isGone = useRef(false);
  const begin = useEffectEvent(async () => {
    isGone.current = false;
    if (recorder.state.getState().phase !== "idle") {
      toast({ message: words.busy, tone: "danger" });
      return onBusy();
    }
    isOwn.current = true;
    const title = words.nameOf(
      new Date().toLocaleTimeString("en-US", { hour: "numeric", minute: "2-digit" }),
    );
    const about = { kind: "voice" as const, title, visibility: "private" as const };
    await recorder.start(about, { deviceId: null, captionsIn: null, to });
    const unwanted = isGone.current ? await recorder.abandon() : null;
    if (unwanted) onUnwanted(unwanted);
  });
  useEffect(() => {
    void begin();
    return () => {
      isGone.current = true;
      if (isOwn.current) void recorder.abandon();
    };
  }, [recorder]);
}

function useLettingGo(isHeld: boolean, onLetGo: () => void): void {
  const letGo = useEffectEvent(onLetGo);
  useEffect(() => {
    if (!isHeld) return;
    const listen = () => letGo();
    window.addEventListener("pointerup", listen, { once: true });
    return () => window.removeEventListener("pointerup", listen);
  }, [isHeld]);
}

/** Wherever the focus went with the button that began it: unless something else was pressed, or is typed in. */
function useKeys({ onEscape, onEnter }: { onEscape: () => void; onEnter: () => void }): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const isElsewhere = event.target instanceof HTMLElement && event.target.closest(TAKEN) !== null;
    if (event.defaultPrevented || (event.key !== "Escape" && event.key !== "Enter")) return;
    if (isElsewhere && event.key === "Enter") return;
    event.preventDefault();
    if (event.key === "Escape") onEscape();
    else onEnter();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const TAKEN = "input, textarea, select, button, a, [contenteditable], [role=menu], [role=dialog]";
