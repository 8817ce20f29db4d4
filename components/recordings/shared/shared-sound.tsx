"use client";

import { Pause, Play } from "lucide-react";
import { createContext, type ReactNode, use } from "react";
import { clockTime } from "@/lib/recordings/rules";
import { sharedSoundAddress } from "@/lib/recordings/sharing/opening/client";
import { t } from "@/lib/text/listening";
import { PlayFrom } from "../play-from";
import { SeekBar } from "../seek-bar";
import { usePlayer, usePlayerKeys } from "../use-player";

const PlayContext = createContext<((ms: number) => void) | null>(null);

type SharedSoundProps = { token: string; durationMs: number | null; peaks: number[]; children: ReactNode };

const words = t.player;

/** The sound of a shared report, in reach while one reads; around what plays its seconds. */
export function SharedSound({ token, durationMs, peaks, children }: SharedSoundProps) {
  const player = usePlayer({ startMs: 0, plays: false });
  usePlayerKeys(player, null);
  const { nowMs, isPlaying } = player;
  const lengthMs = durationMs ?? 0;
  const Icon = isPlaying ? Pause : Play;
  return (
    <PlayContext value={(ms) => player.seek(ms, { play: true })}>
      <section
        aria-label={words.label}
        className="sticky top-0 z-10 -mx-5 border-line border-b bg-surface px-5 py-3 sm:-mx-8 sm:px-8"
      >
        <audio ref={player.audio} src={sharedSoundAddress(token)} preload="metadata" {...player.heard} />
        <div className="flex items-center gap-3">
          <button
            type="button"
            aria-label={isPlaying ? words.pause : words.play}
            onClick={player.toggle}
            className="inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-accent text-accent-ink transition-colors hover:bg-accent-strong"
          >
            <Icon aria-hidden="true" className="size-5" />
          </button>
          <SeekBar player={player} lengthMs={lengthMs} peaks={peaks} />
          <span className="shrink-0 tabular-nums">
            {clockTime(nowMs)} <span className="text-muted">/ {clockTime(lengthMs)}</span>
          </span>
        </div>
        {player.isBroken ? (
          <p role="status" className="mt-2 text-danger text-sm">
            {t.sharedReport.broken}
          </p>
        ) : null}
      </section>
      {children}
    </PlayContext>
  );
}

/** When something was said: pressed, it plays from there, where the sound is shared. */
export function SharedSecond({ atMs }: { atMs: number }) {
  const play = use(PlayContext);
  if (play) return <PlayFrom atMs={atMs} onPlay={play} />;
  return <span className="w-14 shrink-0 text-muted text-sm tabular-nums">{clockTime(atMs)}</span>;
}
