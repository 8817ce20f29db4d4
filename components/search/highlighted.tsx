import { Fragment } from "react";
import { Mark } from "@/components/citations/mark";
import { readableExcerpt } from "./markup";

type HighlightedProps = { text: string; highlights: { start: number; end: number }[] };

/** An excerpt as it is read, with the words that were looked for. */
export function Highlighted({ text, highlights }: HighlightedProps) {
  return readableExcerpt(text, highlights).map(({ text: words, isHighlighted, start }) =>
    isHighlighted ? <Mark key={start}>{words}</Mark> : <Fragment key={start}>{words}</Fragment>,
  );
}
