import { Fragment } from "react";
import { Mark } from "@/components/citations/mark";
import { piecesOf, readableExcerpt } from "./markup";

type HighlightedProps = { text: string; highlights: { start: number; end: number }[] };

/** An excerpt as it is read, with the words that were looked for. */
export function Highlighted({ text, highlights }: HighlightedProps) {
  return <Pieces pieces={readableExcerpt(text, highlights)} />;
}

/** The same of a name, which is shown as it is. */
export function HighlightedName({
  name,
  highlights,
}: { name: string } & Pick<HighlightedProps, "highlights">) {
  return <Pieces pieces={piecesOf(name, highlights)} />;
}

function Pieces({ pieces }: { pieces: ReturnType<typeof piecesOf> }) {
  return pieces.map(({ text: words, isHighlighted, start }) =>
    isHighlighted ? <Mark key={start}>{words}</Mark> : <Fragment key={start}>{words}</Fragment>,
  );
}
