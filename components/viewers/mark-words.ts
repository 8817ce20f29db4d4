import { findWords } from "./find-words";

/**
 * Puts the marker stroke behind a quote in elements that are not React's: the lines of text over a page's picture. Returns the first
 * marked element, or null where the words are not in them.
 */
export function markWords(lines: HTMLElement[], quote: string): Element | null {
  const found = findWords(
    lines.map((line) => line.textContent ?? ""),
    quote,
  );
  const marks = found.flatMap(({ piece, start, end }) => {
    const line = lines[piece];
    return line ? [markLine(line, start, end)] : [];
  });
  return marks[0] ?? null;
}

function markLine(line: HTMLElement, start: number, end: number): Element {
  const text = line.textContent ?? "";
  const mark = document.createElement("mark");
  mark.dataset.mark = "";
  mark.textContent = text.slice(start, end);
  line.replaceChildren(text.slice(0, start), mark, text.slice(end));
  return mark;
}
