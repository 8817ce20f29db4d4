import type { SelectedQuote } from "./select";
import { contentTerms, questionTerms } from "./words";

/** Two quotes that give different numbers for the same thing, and the numbers as they are written. */
export type Difference = { quotes: [SelectedQuote, SelectedQuote]; numbers: [string, string] };

/**
 * The first two quotes of different passages that both speak of everything the question names, and give numbers of the same unit that are
 * not the same. Two sources that say different things are no place to choose silently.
 */
export function differenceIn(quotes: SelectedQuote[], question: string): Difference | null {
  const asked = questionTerms(question).filter((term) => !/\d/.test(term));
  const telling = quotes.filter(({ quote }) => coversAlike(quote, asked));
  for (const [index, first] of telling.entries()) {
    for (const second of telling.slice(index + 1)) {
      const numbers = first.passage === second.passage ? null : differingNumbers(first.quote, second.quote);
      if (numbers) return { quotes: [first, second], numbers };
    }
  }
  return null;
}

/** All of a short question, most of a long one. */
function coversAlike(quote: string, asked: string[]): boolean {
  const terms = new Set(contentTerms(quote));
  const covered = asked.filter((term) => terms.has(term)).length;
  return covered >= Math.max(1, Math.ceil(asked.length * 0.6));
}

type Amount = { written: string; value: number; unit: string };

function differingNumbers(first: string, second: string): [string, string] | null {
  const [left, right] = [amountsIn(first), amountsIn(second)];
  if (left.some((a) => right.some((b) => a.value === b.value))) return null;
  for (const a of left) {
    const b = right.find(({ unit }) => unit === a.unit);
    if (b) return [a.written, b.written];
  }
  return null;
}

const AMOUNT = /([$€£¥฿])?\s?(\d+(?:[.,\u00a0 ]\d{3})*(?:[.,]\d+)?)\s?([$€£¥฿%]|\p{L}+)?/gu;

function amountsIn(text: string): Amount[] {
  return [...text.matchAll(AMOUNT)].map(([, before, number = "", after]) => ({
    written: number,
    value: Number(number.replace(/[.,\u00a0 ](?=\d{3}(?!\d))/g, "").replace(",", ".")),
    unit: unitOf(before ?? after ?? ""),
  }));
}

function unitOf(word: string): string {
  return CURRENCIES[word.toLowerCase()] ?? contentTerms(word)[0] ?? "";
}

const CURRENCIES: Record<string, string> = {
  "€": "eur",
  euro: "eur",
  euros: "eur",
  eur: "eur",
  $: "usd",
  dollar: "usd",
  dollars: "usd",
  usd: "usd",
  "£": "gbp",
  "¥": "cny",
  元: "cny",
};
