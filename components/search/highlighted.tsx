import { Fragment } from "react";
import { Mark } from "@/components/citations/mark";

type HighlightedProps = { text: string; highlights: { start: number; end: number }[] };

/** An excerpt with the words that were looked for. */
export function Highlighted({ text, highlights }: HighlightedProps) {
  const sorted = highlights.toSorted((a, b) => a.start - b.start);
  return (
    <>
      {sorted.map(({ start, end }, at) => (
        <Fragment key={start}>
          {text.slice(sorted[at - 1]?.end ?? 0, start)}
          <Mark>{text.slice(start, end)}</Mark>
        </Fragment>
      ))}
      {text.slice(sorted.at(-1)?.end ?? 0)}
    </>
  );
}
