import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/listening";
import { Bars } from "./bars";
import type { Player } from "./use-player";

const BARS = 120;

type SeekBarProps = { player: Player; lengthMs: number; peaks: number[] };

/** The waveform, to see where one is and to go elsewhere. */
export function SeekBar({ player: { nowMs, seek }, lengthMs, peaks }: SeekBarProps) {
  return (
    <div className="relative h-11 min-w-0 flex-1 rounded-sm has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent">
      <Bars peaks={peaks} count={BARS} share={lengthMs > 0 ? nowMs / lengthMs : 0} />
      <input
        type="range"
        min={0}
        max={Math.max(lengthMs, 1)}
        step={100}
        value={Math.min(nowMs, Math.max(lengthMs, 1))}
        aria-label={t.player.position}
        aria-valuetext={t.player.at(clockTime(nowMs), clockTime(lengthMs))}
        onChange={(event) => seek(Number(event.target.value))}
        className="absolute inset-0 size-full cursor-pointer opacity-0"
      />
    </div>
  );
}
