"use client";

import { Play } from "lucide-react";
import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/listening";

/** The second of a line: pressed, it plays from there. */
export function PlayFrom({ atMs, onPlay }: { atMs: number; onPlay: (ms: number) => void }) {
  const at = clockTime(atMs);
  return (
    <button
      type="button"
      data-plays
      aria-label={t.player.from(at)}
      onClick={() => onPlay(atMs)}
      className="touch-target inline-flex h-6 w-14 shrink-0 items-center gap-1 rounded-sm font-medium text-accent text-sm tabular-nums hover:underline"
    >
      <Play aria-hidden="true" className="size-2.5 fill-current" />
      {at}
    </button>
  );
}
