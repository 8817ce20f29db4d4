import { isNearSilence } from "../audio/rules";
import type { HeardSegment, HeardWord, HiddenReason } from "./schema";

/** A transcribed piece: where it lies in the recording, and what was heard in it, in milliseconds of the recording. */
type HeardPiece = { startMs: number; endMs: number; cutMs: number; segments: HeardSegment[] };

/** Segments of one piece as the engine gave them, moved to where the piece lies and kept inside of it. */
export function placed(
  segments: HeardSegment[],
  { startMs, endMs }: Pick<HeardPiece, "startMs" | "endMs">,
): HeardSegment[] {
  const clamp = (ms: number) => Math.min(endMs, Math.max(startMs, startMs + ms));
  return segments.map((segment) => ({
    ...segment,
    startMs: clamp(segment.startMs),
    endMs: clamp(Math.max(segment.startMs, segment.endMs)),
    words: segment.words.map((word) => ({ ...word, startMs: clamp(word.startMs), endMs: clamp(word.endMs) })),
  }));
}

/**
 * One transcript of pieces in order. Where two overlap, the words that both heard are aligned, and the later piece takes over at the
 * aligned word nearest to the cut: no word is lost, none is there twice.
 */
export function stitch(pieces: HeardPiece[]): HeardSegment[] {
  const whole: HeardSegment[] = [];
  let previous: HeardPiece | undefined;
  for (const piece of pieces.toSorted((a, b) => a.cutMs - b.cutMs)) {
    const overlaps = previous !== undefined && previous.endMs > piece.startMs;
    if (previous && overlaps)
      joinAt(whole, piece, { fromMs: piece.startMs, toMs: previous.endMs, cutMs: previous.cutMs });
    else whole.push(...piece.segments);
    previous = piece;
  }
  return whole.filter(({ text }) => text.trim() !== "");
}

type Overlap = { fromMs: number; toMs: number; cutMs: number };
/** A word with its place: which segment, which word of it. */
type Placed = { segment: number; index: number; word: HeardWord; key: string };

/** Engines are off by about a second where they begin and end. */
const SLACK_MS = 1_500;

function joinAt(whole: HeardSegment[], piece: HeardPiece, overlap: Overlap): void {
  const near = ({ word }: Placed) =>
    word.endMs >= overlap.fromMs - SLACK_MS && word.startMs <= overlap.toMs + SLACK_MS;
  const before = wordsOf(whole).filter(near);
  const after = wordsOf(piece.segments).filter(near);
  const pair = nearestPair(aligned(before, after), overlap.cutMs);
  const middle = ({ word }: Placed) => (word.startMs + word.endMs) / 2;
  const lastKept = pair ? pair.before : before.findLast((word) => middle(word) < overlap.cutMs);
  const firstKept = pair
    ? after[after.indexOf(pair.after) + 1]
    : after.find((word) => middle(word) >= overlap.cutMs);
  // What lies outside of the overlap is kept whole in any case.
  const tail = lastKept ?? (before[0] ? { segment: before[0].segment, index: before[0].index - 1 } : null);
  const head = firstKept ?? (after.length > 0 ? "none" : null);
  if (tail) whole.splice(0, whole.length, ...whole.flatMap((segment, at) => upTo(segment, at, tail)));
  const rest = wordsOf(piece.segments).find(({ word }) => word.startMs > overlap.toMs + SLACK_MS);
  const from = head === "none" ? rest : head;
  if (head === "none" && !rest) return;
  whole.push(...piece.segments.flatMap((segment, at) => (from ? onFrom(segment, at, from) : [segment])));
}

function wordsOf(segments: HeardSegment[]): Placed[] {
  return segments.flatMap((segment, at) =>
    timedWords(segment).map((word, index) => ({ segment: at, index, word, key: keyOf(word.text) })),
  );
}

/** The engine's words, or the text's, spread evenly over the time of the segment. */
function timedWords({ words, text, startMs, endMs }: HeardSegment): HeardWord[] {
  if (words.length > 0) return words;
  const parts = text.trim().split(/\s+/).filter(Boolean);
  const each = (endMs - startMs) / Math.max(1, parts.length);
  return parts.map((part, i) => ({
    text: part,
    startMs: Math.round(startMs + i * each),
    endMs: Math.round(startMs + (i + 1) * each),
  }));
}

function keyOf(word: string): string {
  return word.toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, "");
}

type Pair = { before: Placed; after: Placed };

/** The longest common run of words in order, matching only words that were said at about the same time. */
function aligned(before: Placed[], after: Placed[]): Pair[] {
  const isSame = (a: Placed, b: Placed) =>
    a.key !== "" && a.key === b.key && Math.abs(a.word.startMs - b.word.startMs) <= 2 * SLACK_MS;
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const [a, b] = [before[i], after[j]];
      lengths[i * width + j] =
        a && b && isSame(a, b) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    const [a, b] = [before[i], after[j]];
    if (a && b && isSame(a, b) && at(i, j) === at(i + 1, j + 1) + 1) {
      pairs.push({ before: a, after: b });
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

function nearestPair(pairs: Pair[], cutMs: number): Pair | undefined {
  const distance = ({ before }: Pair) => Math.abs((before.word.startMs + before.word.endMs) / 2 - cutMs);
  return pairs.toSorted((a, b) => distance(a) - distance(b))[0];
}

type Place = { segment: number; index: number };

function upTo(segment: HeardSegment, at: number, last: Place): HeardSegment[] {
  if (at < last.segment) return [segment];
  if (at > last.segment || last.index < 0) return [];
  return shortened(segment, timedWords(segment).slice(0, last.index + 1));
}

function onFrom(segment: HeardSegment, at: number, first: Place): HeardSegment[] {
  if (at > first.segment) return [segment];
  if (at < first.segment) return [];
  return shortened(segment, timedWords(segment).slice(first.index));
}

function shortened(segment: HeardSegment, words: HeardWord[]): HeardSegment[] {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return [];
  const text = words.map((word) => word.text.trim()).join(" ");
  return [
    {
      ...segment,
      text,
      startMs: first.startMs,
      endMs: last.endMs,
      words: segment.words.length > 0 ? words : [],
    },
  ];
}

const NO_SPEECH = 0.6;
const UNLIKELY = -1;
const TOO_REGULAR = 2.4;

/**
 * Whether a segment was heard or invented, by the rules of Whisper's own decoder and by the sound itself. Answers the reason to hide each
 * segment, or null. `levels` is the recording's envelope, where it is known.
 */
export function judge(segments: HeardSegment[], levels: Uint8Array | null): (HiddenReason | null)[] {
  return segments.map((segment, at) => {
    const { noSpeech, logProbability, compression, startMs, endMs, text } = segment;
    if (noSpeech !== null && logProbability !== null && noSpeech > NO_SPEECH && logProbability < UNLIKELY)
      return "no_speech";
    if (compression !== null && compression > TOO_REGULAR) return "compression";
    if (repeatsItself(text) || repeatsOthers(segments, at)) return "repetition";
    if (levels && isNearSilence(levels, startMs, endMs)) return "near_silence";
    return null;
  });
}

const PHRASE_WORDS = 12;
/** People do say "no, no, no". */
const WORD_TIMES = 6;
const PHRASE_TIMES = 3;

function repeatsItself(text: string): boolean {
  const words = text.split(/\s+/).map(keyOf).filter(Boolean);
  for (let size = 1; size <= Math.min(PHRASE_WORDS, words.length); size++) {
    let run = size;
    for (let i = size; i < words.length; i++) {
      run = words[i] === words[i - size] ? run + 1 : size;
      if (run >= size * (size === 1 ? WORD_TIMES : PHRASE_TIMES)) return true;
    }
  }
  return false;
}

/** The same words of two or more, three segments in a row: the first of them stays. */
function repeatsOthers(segments: HeardSegment[], at: number): boolean {
  const key = (i: number) => segments[i]?.text.split(/\s+/).map(keyOf).filter(Boolean).join(" ") ?? "";
  const own = key(at);
  if (!own.includes(" ") || key(at - 1) !== own) return false;
  return key(at - 2) === own || key(at + 1) === own;
}
