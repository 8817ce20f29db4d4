import { stem } from "@/lib/sources/stems/rules";

/** ROUGE-N F1 in percent, with Porter stemming, as the package rouge_score counts it: words of up to three letters are not stemmed. */
export function rouge(reference: string, candidate: string, n: number): number {
  const [wanted, got] = [grams(reference, n), grams(candidate, n)];
  const total = (counts: Map<string, number>) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  let shared = 0;
  for (const [gram, count] of got) shared += Math.min(count, wanted.get(gram) ?? 0);
  if (shared === 0) return 0;
  const [precision, recall] = [shared / total(got), shared / total(wanted)];
  return (100 * 2 * precision * recall) / (precision + recall);
}

function grams(text: string, n: number): Map<string, number> {
  const words = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .split(" ")
    .filter(Boolean)
    .map((word) => (word.length > 3 ? stem(word) : word));
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= words.length; i++) {
    const gram = words.slice(i, i + n).join(" ");
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}
