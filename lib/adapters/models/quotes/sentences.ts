/** One sentence of a text: `text` is exactly `source.slice(start, end)`. */
export type Sentence = { text: string; start: number; end: number };

/** A quote stays readable: longer sentences are cut to this many characters around what matched. */
const LONGEST_QUOTE = 320;

const segmenter = new Intl.Segmenter(undefined, { granularity: "sentence" });
/** What a list or a quotation puts before its lines. */
const LINE_START = /^(?:[\s\-*+•>|#]|\d{1,3}[.)]\s)*/u;
/** Ends of what is not the end of a sentence: "Dr.", "No.", "e.g.", an initial, a decimal list number. */
const ABBREVIATION =
  /(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|no|vs|etc|approx|ca|e\.g|i\.e|p|pp|fig|vol|inc|ltd|jr|sr|\p{Lu})\.\s*$/iu;

/** The sentences of a text, in order. Lines are never joined; list marks and surrounding blanks are left out. */
export function sentencesOf(source: string): Sentence[] {
  const sentences: Sentence[] = [];
  for (const line of source.matchAll(/[^\n\r\v\f\u0085\u2028\u2029]+/g)) {
    const lead = LINE_START.exec(line[0])?.[0].length ?? 0;
    let pending: number | null = null;
    for (const { segment, index } of segmenter.segment(line[0].slice(lead))) {
      const start: number = pending ?? line.index + lead + index;
      const end = line.index + lead + index + segment.length;
      pending = ABBREVIATION.test(segment) ? start : null;
      if (pending === null) sentences.push(...clausesOf(source, start, end));
    }
    if (pending !== null) sentences.push(...clausesOf(source, pending, line.index + line[0].length));
  }
  return sentences;
}

/** The sentence itself, or the part of a long one in which most of the matches lie. `isMatch` judges a position in the sentence. */
export function clipped(source: string, sentence: Sentence, matches: readonly number[]): Sentence {
  if (sentence.text.length <= LONGEST_QUOTE) return sentence;
  const room = LONGEST_QUOTE - 20;
  const starts = matches.length > 0 ? matches : [0];
  const within = (from: number) => matches.filter((at) => at >= from && at < from + room).length;
  const densest = starts.reduce((best, at) => (within(at) > within(best) ? at : best));
  const from = wordStart(sentence.text, Math.max(0, densest - 40));
  const to = wordEnd(sentence.text, Math.min(sentence.text.length, from + room));
  return trimmed(source, sentence.start + from, sentence.start + to)[0] ?? sentence;
}

/** Thai and its neighbors end a sentence with a blank and nothing else: a long one is cut there, into clauses worth reading. */
function clausesOf(source: string, start: number, end: number): Sentence[] {
  const text = source.slice(start, end);
  if (text.length < LONG_CLAUSE || !BLANK_ENDED.test(text)) return trimmed(source, start, end);
  const clauses: Sentence[] = [];
  let from = start;
  for (const { index } of text.matchAll(/\s+/g)) {
    if (start + index - from < SHORT_CLAUSE) continue;
    clauses.push(...trimmed(source, from, start + index));
    from = start + index;
  }
  return [...clauses, ...trimmed(source, from, end)];
}

const BLANK_ENDED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const SHORT_CLAUSE = 140;
const LONG_CLAUSE = 240;

function trimmed(source: string, start: number, end: number): Sentence[] {
  const raw = source.slice(start, end);
  const text = raw.trim();
  if (text.length === 0) return [];
  const from = start + raw.indexOf(text);
  return [{ text, start: from, end: from + text.length }];
}

/** Forward to the next beginning of a word, unless that is far; never into the middle of a character. */
function wordStart(text: string, at: number): number {
  if (at === 0) return 0;
  const blank = text.slice(at, at + 20).search(/\s/);
  return outsidePair(text, blank < 0 ? at : at + blank + 1);
}

function wordEnd(text: string, at: number): number {
  if (at === text.length) return at;
  const blank = text.slice(at - 20, at).search(/\s\S*$/);
  return outsidePair(text, blank < 0 ? at : at - 20 + blank);
}

function outsidePair(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
