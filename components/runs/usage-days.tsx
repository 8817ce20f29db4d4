import { useId } from "react";
import type { UsageDto } from "@/lib/runs/schema";
import { money, shortCount } from "@/lib/text/amounts";
import { t } from "@/lib/text/catalogue";

type UsageDaysProps = { byDay: UsageDto["byDay"]; from: string; days: number };
type Day = UsageDto["byDay"][number];

const DAY_MS = 86_400_000;
const HEIGHT = 96;
const WIDTH = 600;

/** A bar for each day, the days without any left empty. The tallest carries its figure, the ends their dates; the rest is in the table. */
export function UsageDays({ byDay, from, days }: UsageDaysProps) {
  const id = useId();
  const all = everyDay(byDay, from, days);
  const isPaid = all.some(({ costMicros }) => costMicros > 0);
  const size = (day: Day) => (isPaid ? day.costMicros : day.inputTokens + day.outputTokens);
  const figure = (day: Day) => (isPaid ? money(size(day)) : t.usage.tokens(shortCount(size(day))));
  const top = all.reduce((most, day) => (size(day) > size(most) ? day : most));
  const most = Math.max(1, size(top));
  const step = WIDTH / all.length;
  return (
    <section aria-labelledby={id}>
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 id={id} className="font-medium">
          {t.usage.byDay}
        </h3>
        <p className="text-muted text-sm tabular-nums">
          {dayText(top.day)}: {figure(top)}
        </p>
      </div>
      <svg
        role="img"
        aria-label={t.usage.chart(t.usage.byDay, figure(top))}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-24 w-full border-line border-b"
      >
        {all.map((day, index) => {
          const height = size(day) === 0 ? 0 : Math.max(2, (HEIGHT * size(day)) / most);
          return (
            <rect
              key={day.day}
              x={index * step + step * 0.12}
              y={HEIGHT - height}
              width={step * 0.76}
              height={height}
              className={day === top ? "fill-accent" : "fill-accent/45"}
            />
          );
        })}
      </svg>
      <div aria-hidden="true" className="mt-1 flex justify-between text-muted text-sm tabular-nums">
        <span>{dayText(all[0]?.day ?? "")}</span>
        <span>{dayText(all.at(-1)?.day ?? "")}</span>
      </div>
      <DayTable byDay={byDay} />
    </section>
  );
}

/** The same in figures, for who cannot see the bars or wants to be exact. */
function DayTable({ byDay }: { byDay: Day[] }) {
  const text = t.usage;
  return (
    <details className="mt-1 text-sm">
      <summary data-focus-inside className="inline-block cursor-pointer rounded-sm text-muted hover:text-ink">
        {text.table}
      </summary>
      <table className="mt-2 w-full tabular-nums">
        <thead>
          <tr className="border-line border-b text-muted">
            <th className="py-1 text-start font-medium">{text.day}</th>
            <th className="py-1 text-end font-medium">{text.tokensIn}</th>
            <th className="py-1 text-end font-medium">{text.tokensOut}</th>
            <th className="py-1 text-end font-medium">{text.spent}</th>
          </tr>
        </thead>
        <tbody>
          {byDay.map((day) => (
            <tr key={day.day}>
              <td className="py-1">{dayText(day.day)}</td>
              <td className="py-1 text-end">{shortCount(day.inputTokens)}</td>
              <td className="py-1 text-end">{shortCount(day.outputTokens)}</td>
              <td className="py-1 text-end">{money(day.costMicros)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function everyDay(byDay: Day[], from: string, days: number): Day[] {
  const known = new Map(byDay.map((day) => [day.day, day]));
  return Array.from({ length: days + 1 }, (_, index) => {
    const day = new Date(new Date(from).getTime() + index * DAY_MS).toISOString().slice(0, 10);
    return known.get(day) ?? { day, inputTokens: 0, outputTokens: 0, costMicros: 0, attempts: 0 };
  });
}

function dayText(day: string): string {
  if (day === "") return "";
  return new Date(day).toLocaleDateString("en-US", { month: "short", day: "numeric", timeZone: "UTC" });
}
