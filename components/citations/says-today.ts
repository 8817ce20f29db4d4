import { findWords } from "@/components/viewers/find-words";
import { nearestSentence } from "@/lib/sources/quotes/rules";
import { withoutSpeakers } from "./without-speakers";

export type Today = { kind: "same" } | { kind: "other"; sentence: string } | { kind: "none" };

/** Where a quote no longer stands in a text, the sentence that took its place. A third of the words in common is the least to be about the same. */
export function saysToday(text: string, quote: string): Today {
  const cited = withoutSpeakers(quote);
  if (findWords([text], cited).length > 0) return { kind: "same" };
  const sentence = nearestSentence(text, cited);
  const words = (line: string) => new Set(line.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
  const old = words(cited);
  const shared = [...words(sentence)].filter((word) => old.has(word)).length;
  return shared >= old.size / 3 ? { kind: "other", sentence } : { kind: "none" };
}
