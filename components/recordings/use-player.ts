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

/**
 * Space plays, the arrows go five seconds, M marks: wherever nothing is typed. Space on what is pressed by keys presses that and nothing else; what
 * was clicked to play from (`data-plays`) keeps the focus, and Space is the player's again.
 */
export function usePlayerKeys(player: Player, onMark: (() => void) | null): void {
  const clicked = useRef<Element | null>(null);
  const isOurs = ({ key, target }: KeyboardEvent): boolean => {
    if (!(target instanceof Element)) return true;
    if (target.closest(TYPED_IN)) return false;
    const pressed = key === " " ? target.closest(PRESSED) : null;
    return pressed === null || (pressed === clicked.current && pressed.matches("[data-plays]"));
  };
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || !isOurs(event)) return;
    // Held down, a key says it once; the arrows go on.
    if (event.repeat && !event.key.startsWith("Arrow")) return;
    if (event.key === " ") player.toggle();
    else if (event.key === "ArrowLeft") player.seek(player.nowMs - STEP_MS);
    else if (event.key === "ArrowRight") player.seek(player.nowMs + STEP_MS);
    else if (event.key.toLowerCase() === "m" && onMark) onMark();
    else return;
    event.preventDefault();
  });
  /** Some browsers press a button when Space is let go. */
  const letGo = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === " " && isOurs(event)) event.preventDefault();
  });
  useEffect(() => {
    const heard = new AbortController();
    const { signal } = heard;
    window.addEventListener("keydown", (event) => press(event), { signal });
    window.addEventListener("keyup", (event) => letGo(event), { signal });
    const remember = ({ target }: Event) => {
      clicked.current = target instanceof Element ? target.closest(PRESSED) : null;
    };
    window.addEventListener("pointerdown", remember, { signal });
    return () => heard.abort();
  }, []);
}

/** The waveform is dragged, and not typed in. */
const TYPED_IN = "input:not([type=range]), textarea, select, [contenteditable], [role=menu], [role=dialog]";
const PRESSED = "button, summary";
