/** A run of letters inside one piece of a text: `start` and `end` are UTF-16 offsets. */
export type WordsAt = { piece: number; start: number; end: number };

/** A stretch of a text, as shares of it from 0 to 1. */
export type Stretch = { from: number; to: number };
const WHOLE: Stretch = { from: 0, to: 1 };

/**
 * Where a quote stands in a text that comes in pieces (the lines of a page, the nodes of a document). Two readers of the same file rarely
 * agree about blanks, hyphens, ligatures and markup, so only letters and digits are compared. Of several places the first in
 * the stretch `within` wins, else the nearest to it; a share alone is a stretch without length. Empty when the quote is not there.
 */
export function findWords(pieces: string[], quote: string, within: Stretch | number = WHOLE): WordsAt[] {
  const wanted = lettersOf(quote);
  if (wanted.text.length < 2) return [];
  const whole = joined(pieces);
  const at = nearest(
    whole.text,
    wanted.text,
    typeof within === "number" ? { from: within, to: within } : within,
  );
  if (at === null) return [];
  const places = whole.places.slice(at, at + wanted.text.length);
  const found: WordsAt[] = [];
  for (const { piece, start, end } of places) {
    const last = found.at(-1);
    if (last?.piece === piece) last.end = Math.max(last.end, end);
    else found.push({ piece, start, end });
  }
  return withEnds(found, pieces, quote);
}

/** A stretch of a page's text as it was read, in characters. */
export type Characters = { start: number; end: number };

/**
 * Where a quote stands among the pieces of text that a page is drawn with. `place`: what it is cited from, counted in the text as it was read,
 * in which only the ends of lines are more: the same share of both is the same place, within a line or two.
 */
export function findCited(pieces: string[], quote: string, place: Characters | null): WordsAt[] {
  const length = Math.max(1, pieces.join("").length);
  return findWords(pieces, quote, place ? { from: place.start / length, to: place.end / length } : WHOLE);
}

type Letters = { text: string; places: WordsAt[] };

function joined(pieces: string[]): Letters {
  const all = pieces.map((text, piece) => lettersOf(text, piece));
  return { text: all.map(({ text }) => text).join(""), places: all.flatMap(({ places }) => places) };
}

const CLUSTER = /[\p{L}\p{N}]\p{M}*/gu;

function lettersOf(source: string, piece = 0): Letters {
  let text = "";
  const places: WordsAt[] = [];
  for (const cluster of source.matchAll(CLUSTER)) {
    const alike = cluster[0].normalize("NFKC").toLowerCase();
    text += alike;
    const place = { piece, start: cluster.index, end: cluster.index + cluster[0].length };
    for (let unit = 0; unit < alike.length; unit++) places.push(place);
  }
  return { text, places };
}

function nearest(text: string, wanted: string, { from, to }: Stretch): number | null {
  let best: number | null = null;
  const distance = (at: number) =>
    Math.max(from * text.length - at, at + wanted.length - to * text.length, 0);
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    if (best === null || distance(at) < distance(best)) best = at;
  }
  return best;
}

/** The quote's own first and last signs (a quotation mark, a period) belong to it where they stand. */
function withEnds(found: WordsAt[], pieces: string[], quote: string): WordsAt[] {
  const head = /^[^\p{L}\p{N}]*/u.exec(quote.trim())?.[0] ?? "";
  const tail = /[^\p{L}\p{N}\p{M}]*$/u.exec(quote.trim())?.[0] ?? "";
  const [first] = found;
  const last = found.at(-1);
  if (!first || !last) return found;
  // A quote that goes on in the next piece has all that lies between.
  for (const one of found.slice(0, -1)) one.end = pieces[one.piece]?.length ?? one.end;
  for (const one of found.slice(1)) one.start = 0;
  if (head && (pieces[first.piece] ?? "").slice(0, first.start).endsWith(head)) first.start -= head.length;
  if (tail && (pieces[last.piece] ?? "").slice(last.end).startsWith(tail)) last.end += tail.length;
  return found;
}
