import { type Characters, findCited } from "./find-words";

/**
 * Puts the marker stroke behind a quote in elements that are not React's: the lines of text over a page's picture. `place`: where in
 * the text of the page the words are cited from, as they may stand on it twice. Returns the first marked element, or null where the words are
 * not in them.
 */
export function markWords(lines: HTMLElement[], quote: string, place: Characters | null): Element | null {
  const texts = lines.map((line) => line.textContent ?? "");
  const found = findCited(texts, quote, place);
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
