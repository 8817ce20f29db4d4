type Range = { start: number; end: number };

/** A piece of an excerpt, as it is read. */
export type Piece = { text: string; isHighlighted: boolean; start: number };

const BORDERED = String.raw`(?<![\p{L}\p{N}])`;
/** What Markdown puts around words; the groups are the words that stay. */
const AROUND = [
  /^(?:[ \t]*(?:#{1,6}|>|[-*+])[ \t]+)+/gmu,
  /^[ \t]*`{3,}.*$/gmu,
  /^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|?)+[ \t]*$/gmu,
  /^[ \t]*\|[ \t]*|[ \t]*\|[ \t]*$/gmu,
  /!?\[([^\]\n]*)\]\([^)\n]*\)/gu,
  new RegExp(
    String.raw`${BORDERED}(?:\*\*|__|~~|\x60)(?=\S)([^\n]+?)(?<=\S)(?:\*\*|__|~~|\x60)(?![\p{L}\p{N}])`,
    "gu",
  ),
  new RegExp(String.raw`${BORDERED}([*_])(?=[^\s*_])([^\n*_]+)(?<=\S)\1(?![\p{L}\p{N}])`, "gu"),
];

/** An excerpt without the marks of Markdown, and what of it is highlighted. */
export function readableExcerpt(text: string, highlights: Range[]): Piece[] {
  const marks = AROUND.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(marksIn));
  return piecesOf(text, highlights, marks);
}

/** A text cut where highlights begin and end, without the marks in it. */
export function piecesOf(text: string, highlights: Range[], marks: Range[] = []): Piece[] {
  const isMark = (at: number) => marks.some(({ start, end }) => at >= start && at < end);
  const isHighlighted = (at: number) => highlights.some(({ start, end }) => at >= start && at < end);
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at++) {
    if (isMark(at)) continue;
    const last = pieces.at(-1);
    const highlighted = isHighlighted(at);
    if (last?.isHighlighted === highlighted) last.text += text[at];
    else pieces.push({ text: text[at] ?? "", isHighlighted: highlighted, start: at });
  }
  return pieces;
}

/** What of a match goes: all but its last group. */
function marksIn(match: RegExpMatchArray): Range[] {
  const start = match.index ?? 0;
  const end = start + match[0].length;
  const kept = match.length > 1 ? (match.at(-1) ?? "") : null;
  if (kept === null) return [{ start, end }];
  const from = start + match[0].indexOf(kept);
  return [
    { start, end: from },
    { start: from + kept.length, end },
  ];
}
