import { quoteFinder } from "@/lib/sources/quotes/rules";

/** One line of a transcript with its time. */
export type SaidLine = { startMs: number; endMs: number; text: string };

/** Speakers are named in what is cited, and not in what they said. */
const SPEAKER = /^[^:\n]{1,60}: /;

/** When the words of a quote are said: the lines that they stand in. null where they stand in none, word for word. */
export function secondsOf(lines: SaidLine[], quote: string): { startMs: number; endMs: number } | null {
  const [words = ""] = quote.split("\n");
  const find = quoteFinder(lines.map(({ text }) => text).join(" "));
  const found = find(words.replace(SPEAKER, "")) ?? find(words);
  if (!found) return null;
  let at = 0;
  const inside = lines.filter(({ text }) => {
    const from = at;
    at += text.length + 1;
    return from < found.end && from + text.length > found.start;
  });
  const [first, last] = [inside[0], inside.at(-1)];
  return first && last ? { startMs: first.startMs, endMs: last.endMs } : null;
}
