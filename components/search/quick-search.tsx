import { SourceIcon } from "@/components/citations/source-icon";
import { placeOf } from "@/components/messages/citation-of";
import type { FoundEntry } from "@/components/shell/shell-data";
import { fetchSearch } from "@/lib/sources/client";
import type { SearchHitDto } from "@/lib/sources/schema";
import { hitPath } from "./hit-place";

const MOST = 5;

/** The few best hits for the command menu, as lines that lead to their places. */
export async function quickSearch(
  workspace: string,
  words: string,
  signal: AbortSignal,
): Promise<FoundEntry[]> {
  const { items } = await fetchSearch({ workspace }, { q: words, limit: MOST }, signal);
  return items.map((hit) => ({
    id: hit.id,
    label: lineOf(hit),
    detail:
      hit.type === "message"
        ? [hit.author, hit.title].filter(Boolean).join(" · ")
        : [hit.title, placeOf(hit.anchor)].filter(Boolean).join(", "),
    icon: <SourceIcon sourceType={hit.type} className="text-muted" />,
    href: hitPath(workspace, hit),
  }));
}

const BEFORE = 24;
const MOST_LETTERS = 120;

/** One line that begins shortly before the first of the words; what has none of them is found by its name. */
function lineOf({ text, highlights, file, title }: SearchHitDto): string {
  if (highlights.length === 0) return file?.name ?? (text === "" ? title : text.slice(0, MOST_LETTERS));
  const first = Math.min(...highlights.map(({ start }) => start), text.length);
  const from = first > BEFORE ? text.indexOf(" ", first - BEFORE) + 1 : 0;
  return `${from > 0 ? "… " : ""}${text.slice(from, from + MOST_LETTERS).replace(/\s+/g, " ")}`;
}
