"use client";

import { Clock } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/text/catalogue";
import { forgetSearches, recentSearches } from "./recent-searches";
import { SearchTips } from "./search-tips";

type SearchStartProps = { workspace: string; onSearch: (words: string) => void };

/** Before anything is typed: what was looked for last, and what one may type. */
export function SearchStart({ workspace, onSearch }: SearchStartProps) {
  const recent = useRecent(workspace);
  return (
    <div className="mx-auto grid w-full max-w-xl gap-8 px-5 py-10">
      {recent.length > 0 ? (
        <section>
          <div className="mb-1 flex items-center justify-between">
            <h2 className="font-medium text-muted text-sm">{t.search.recent}</h2>
            <Button size="sm" variant="ghost" onClick={() => forget(workspace)}>
              {t.search.forget}
            </Button>
          </div>
          <ul>
            {recent.map((words) => (
              <li key={words}>
                <button
                  type="button"
                  onClick={() => onSearch(words)}
                  className="flex min-h-10 w-full items-center gap-3 rounded-md px-2 text-start hover:bg-hover"
                >
                  <Clock aria-hidden="true" className="size-4 shrink-0 text-muted" />
                  <span className="truncate">{words}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section>
        <h2 className="mb-3 font-medium text-muted text-sm">{t.search.tipsTitle}</h2>
        <SearchTips />
      </section>
    </div>
  );
}

const listeners = new Set<() => void>();
const NONE: string[] = [];
let shown: { kept: string; searches: string[] } = { kept: "", searches: NONE };

function forget(workspace: string): void {
  forgetSearches(workspace);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The same list as long as the browser keeps the same one: another would be drawn for ever. */
function readRecent(workspace: string): string[] {
  const searches = recentSearches(workspace);
  const kept = JSON.stringify(searches);
  if (kept !== shown.kept) shown = { kept, searches };
  return shown.searches;
}

/** The server knows none. */
function useRecent(workspace: string): string[] {
  return useSyncExternalStore(
    subscribe,
    () => readRecent(workspace),
    () => NONE,
  );
}
