import { cn } from "@/components/ui/cn";

type BarsProps = {
  /** 0 to 255. Empty where the waveform is not known yet. */
  peaks: number[];
  count: number;
  /** How much of it is behind, from 0 to 1. */
  share: number;
};

/** A waveform as bars, what is behind in the accent. */
export function Bars({ peaks, count, share }: BarsProps) {
  const levels = Array.from({ length: count }, (_, at) => levelAt(peaks, at, count));
  return (
    <svg viewBox={`0 0 ${count * 4} 100`} preserveAspectRatio="none" className="size-full" aria-hidden="true">
      {levels.map((level, at) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
          key={at}
          x={at * 4}
          width={2}
          y={50 - level / 2}
          height={level}
          className={cn(at / count < share ? "fill-accent" : "fill-line-strong")}
        />
      ))}
    </svg>
  );
}

/** The largest peak of a bar's stretch, in percent. */
function levelAt(peaks: number[], at: number, count: number): number {
  const from = Math.floor((at * peaks.length) / count);
  const to = Math.max(from + 1, Math.floor(((at + 1) * peaks.length) / count));
  return Math.max(4, (100 * Math.max(0, ...peaks.slice(from, to))) / 255);
}
