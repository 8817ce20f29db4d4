"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { FoundEntry, ShellActions } from "./shell-data";

const PAUSE_MS = 160;
const SHORTEST = 2;
const NONE: FoundEntry[] = [];

/** What is found with the words that are being typed, after a pause. Silent when the search fails: the menu still goes places. */
export function useFound(words: string, search: ShellActions["search"]): FoundEntry[] {
  const [found, setFound] = useState<{ words: string; entries: FoundEntry[] }>({ words: "", entries: NONE });
  const look = useEffectEvent(async (signal: AbortSignal) => {
    const entries = await search?.(words, signal).catch(() => NONE);
    if (!signal.aborted) setFound({ words, entries: entries ?? NONE });
  });
  useEffect(() => {
    if (words.length < SHORTEST) return;
    const stop = new AbortController();
    const timer = setTimeout(() => void look(stop.signal), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [words]);
  // What was found with fewer words stays until the next answer, so that the list does not jump.
  return words.length >= SHORTEST && words.startsWith(found.words) ? found.entries : NONE;
}
