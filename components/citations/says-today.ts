import { findWords } from "@/components/viewers/find-words";
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
