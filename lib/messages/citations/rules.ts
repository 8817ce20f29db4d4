import { findQuote } from "@/lib/sources/quotes/rules";
import type { CitationDto } from "../schema";

type Cited = Pick<CitationDto, "n" | "title" | "quote">;

const GONE = "…";
const MOST_TIMES = 10;

/**
 * A message without what it quotes from sources that may not be read here: neither their words, nor their names, nor the numbers that led
 * to them. What an answer says in its own words stays.
 */
export function withoutCitations<C extends Cited, M extends { body: string; citations: C[] }>(
  message: M,
  hidden: C[],
): M {
  if (hidden.length === 0) return message;
  const kept = message.citations.filter((citation) => !hidden.includes(citation));
  const titles = new Set(hidden.map(({ title }) => title));
  for (const { title } of kept) titles.delete(title);
  const body = message.body
    .split("\n\n")
    .filter((paragraph) => ![...titles].some((title) => isHeadedBy(paragraph, title)))
    .map((paragraph) => hidden.reduce(withoutQuote, paragraph))
    .join("\n\n");
  return { ...message, body, citations: kept };
}

/** The line under which quotes of a source stand, or the one that says that sources differ. */
function isHeadedBy(paragraph: string, title: string): boolean {
  const plain = paragraph.replaceAll("\\*", "*");
  return plain.startsWith(`**${title}**`) || (plain.startsWith("Sources differ:") && plain.includes(title));
}

function withoutQuote(text: string, { quote, n }: Cited): string {
  let rest = text.replaceAll(`[${n}]`, "");
  for (let times = 0; times < MOST_TIMES; times++) {
    const found = findQuote(rest, quote);
    if (!found) break;
    rest = rest.slice(0, found.start) + GONE + rest.slice(found.end);
  }
  return rest.trimEnd();
}
