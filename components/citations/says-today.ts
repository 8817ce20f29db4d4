import { findWords } from "@/components/viewers/find-words";
import type { SegmentDto } from "@/lib/recordings/transcripts/schema";
import { nearestSentence } from "@/lib/sources/quotes/rules";

export type Today = { kind: "same" } | { kind: "other"; sentence: string } | { kind: "none" };

/** Where a quote no longer stands in a text, the sentence that took its place. A third of the words in common is the least to be about the same. */
export function saysToday(text: string, quote: string): Today {
  if (findWords([text], quote).length > 0) return { kind: "same" };
  const sentence = nearestSentence(text, quote);
  const words = (line: string) => new Set(line.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const old = words(quote);
  const shared = [...words(sentence)].filter((word) => old.has(word)).length;
  return shared >= old.size / 3 ? { kind: "other", sentence } : { kind: "none" };
}

type Said = Pick<SegmentDto, "text" | "correction">;

/**
 * Who corrected the lines that a quote is of, by name: those which said its words, or a part of them, before; where none did, because they were
 * corrected again, the lines that say `today` in its place.
 */
export function correctorsOf(segments: Said[], quote: string, today: string | null): string[] {
  const holds = (text: string, words: string) => findWords([text], words).length > 0;
  const corrected = segments.flatMap(({ text, correction }) => (correction ? [{ text, ...correction }] : []));
  const said = corrected.filter(({ before }) => holds(before, quote) || holds(quote, before));
  const says = corrected.filter(({ text }) => today !== null && (holds(text, today) || holds(today, text)));
  return [...new Set((said.length > 0 ? said : says).flatMap(({ by }) => by ?? []))];
}
