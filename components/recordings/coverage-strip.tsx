import { clockTime } from "@/lib/recordings/rules";
import { t } from "@/lib/text/catalogue";

const words = t.recording.report;
const MINUTE_MS = 60_000;

type CoverageStripProps = {
  /** For each minute of the recording, whether a line touches it. */
  coverage: boolean[];
  onPlay: (ms: number) => void;
};

/** Which minutes no line of the report touches: what one may have to listen to oneself. */
export function CoverageStrip({ coverage, onPlay }: CoverageStripProps) {
  if (coverage.length < 2) return null;
  const stretches = stretchesOf(coverage);
  const missing = coverage.filter((isTouched) => !isTouched).length;
  return (
    <div className="grid gap-1">
      <div className="flex h-2 gap-px overflow-hidden rounded-full" aria-hidden="true">
        {stretches.map(({ from, to, isTouched }) => (
          <span key={from} style={{ flexGrow: to - from }} className={isTouched ? "bg-accent" : "bg-line"} />
        ))}
      </div>
      <p className="text-muted text-sm">
        {missing === 0 ? words.covered : words.uncovered(missing, coverage.length)}{" "}
        {stretches
          .filter(({ isTouched }) => !isTouched)
          .slice(0, MOST_NAMED)
          .map(({ from, to }) => (
            <button
              key={from}
              type="button"
              data-plays
              onClick={() => onPlay(from * MINUTE_MS)}
              className="touch-target me-2 rounded-sm text-accent tabular-nums hover:underline"
            >
              {clockTime(from * MINUTE_MS)}–{clockTime(to * MINUTE_MS)}
            </button>
          ))}
      </p>
    </div>
  );
}

const MOST_NAMED = 6;

type Stretch = { from: number; to: number; isTouched: boolean };

/** Minutes that follow each other and are alike, as one. */
function stretchesOf(coverage: boolean[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const [minute, isTouched] of coverage.entries()) {
    const last = stretches.at(-1);
    if (last?.isTouched === isTouched) last.to = minute + 1;
    else stretches.push({ from: minute, to: minute + 1, isTouched });
  }
  return stretches;
}
