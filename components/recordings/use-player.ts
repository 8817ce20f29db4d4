"use client";

import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";

export type Player = {
  audio: RefObject<HTMLAudioElement | null>;
  nowMs: number;
  isPlaying: boolean;
  isBroken: boolean;
  rate: number;
  seek: (ms: number, options?: { play: boolean }) => void;
  toggle: () => void;
  nextRate: () => void;
  /** What the audio element tells. */
  heard: {
    onTimeUpdate: () => void;
    onPlay: () => void;
    onPause: () => void;
    onError: () => void;
  };
};

const RATES = [1, 1.25, 1.5, 2, 0.75];
const STEP_MS = 5_000;

/** Plays a recording. `startMs`: where it stands at first; `plays`: from there, at once. */
export function usePlayer({ startMs, plays: playsAtOnce }: { startMs: number; plays: boolean }): Player {
  const audio = useRef<HTMLAudioElement>(null);
  const [nowMs, setNow] = useState(startMs);
  const [isPlaying, setPlaying] = useState(false);
  const [isBroken, setBroken] = useState(false);
  const [rate, setRate] = useState(1);
  // A browser that lets nothing play by itself leaves it standing at its second.
  const play = () => void audio.current?.play().catch(() => undefined);
  const seek = (ms: number, { play: plays } = { play: false }) => {
    const at = Math.max(0, ms);
    setNow(at);
    if (audio.current) audio.current.currentTime = at / 1_000;
    if (plays) play();
  };
  const begin = useEffectEvent(() => {
    if (startMs > 0 || playsAtOnce) seek(startMs, { play: playsAtOnce });
  });
  useEffect(() => begin(), []);
  return {
    audio,
    nowMs,
    isPlaying,
    isBroken,
    rate,
    seek,
    toggle: () => (audio.current?.paused ? play() : audio.current?.pause()),
    nextRate: () => {
      const next = RATES[(RATES.indexOf(rate) + 1) % RATES.length] ?? 1;
      setRate(next);
      if (audio.current) audio.current.playbackRate = next;
    },
    heard: {
      onTimeUpdate: () => setNow((audio.current?.currentTime ?? 0) * 1_000),
      onPlay: () => setPlaying(true),
      onPause: () => setPlaying(false),
      onError: () => setBroken(true),
    },
  };
}

/** Space plays, the arrows go five seconds, M marks: wherever nothing is typed and nothing else is pressed. */
export function usePlayerKeys(player: Player, onMark: (() => void) | null): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.target instanceof HTMLElement && event.target.closest(TAKEN)) return;
    if (event.key === " ") player.toggle();
    else if (event.key === "ArrowLeft") player.seek(player.nowMs - STEP_MS);
    else if (event.key === "ArrowRight") player.seek(player.nowMs + STEP_MS);
    else if (event.key.toLowerCase() === "m" && onMark) onMark();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

const TAKEN = "input, textarea, select, button, a, [contenteditable], [role=menu], [role=dialog]";
