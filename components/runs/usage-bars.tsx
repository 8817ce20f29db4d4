import { useId } from "react";
import { money, shortCount } from "@/lib/text/amounts";
import { t } from "@/lib/text/catalogue";

type Line = { label: string; costMicros: number; inputTokens: number; outputTokens: number };

/** Shares of a whole, the largest first, each with its own figures beside it. By money where any was spent, else by tokens. */
export function UsageBars({ title, lines }: { title: string; lines: Line[] }) {
  const id = useId();
  const isPaid = lines.some(({ costMicros }) => costMicros > 0);
  const size = (line: Line) => (isPaid ? line.costMicros : line.inputTokens + line.outputTokens);
  const sorted = lines.toSorted((a, b) => size(b) - size(a));
  const most = Math.max(1, ...sorted.map(size));
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-2 font-medium">
        {title}
      </h3>
      <ul className="grid gap-2.5">
        {sorted.map((line) => (
          <li key={line.label}>
            <div className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="min-w-0 break-words">{line.label}</span>
              <span className="text-muted text-sm tabular-nums">
                <span className="font-medium text-ink">{money(line.costMicros)}</span>{" "}
                {t.usage.tokens(shortCount(line.inputTokens + line.outputTokens))}
              </span>
            </div>
            <svg
              aria-hidden="true"
              className="mt-1 block h-1.5 w-full"
              preserveAspectRatio="none"
              viewBox="0 0 100 1"
            >
              <rect width="100" height="1" className="fill-hover" />
              <rect width={(100 * size(line)) / most} height="1" className="fill-accent" />
            </svg>
          </li>
        ))}
      </ul>
    </section>
  );
}
