"use client";

import { useRef, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { fetchSearch } from "@/lib/sources/client";
import type { SearchDto } from "@/lib/sources/schema";
import { type SearchRequest, toQuery, writeRequest } from "./search-request";

type Searching = {
  request: SearchRequest;
  /** Of the last request that was answered; stays on screen while the next is on its way. */
  found: SearchDto | null;
  state: "idle" | "looking" | "failed";
};

const PAUSE_MS = 180;
const PAGE = 30;

/** What is looked for and what was found. Typing waits for a pause; an answer that comes too late is dropped. */
export function useSearch(initial: SearchRequest, loaded: SearchDto | null) {
  const { workspace } = useWorkspace();
  const [searching, setSearching] = useState<Searching>({ request: initial, found: loaded, state: "idle" });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef<AbortController>(undefined);

  const look = async (request: SearchRequest) => {
    asking.current?.abort();
    const current = new AbortController();
    asking.current = current;
    try {
      const query = { ...toQuery(request, new Date()), limit: PAGE };
      const found = await fetchSearch({ workspace: workspace.slug }, query, current.signal);
      if (!current.signal.aborted) setSearching({ request, found, state: "idle" });
    } catch {
      if (!current.signal.aborted) setSearching((before) => ({ ...before, state: "failed" }));
    }
  };

  const change = (part: Partial<SearchRequest>) => {
    const request = { ...searching.request, ...part };
    const words = request.q.trim();
    const address = writeRequest(request);
    window.history.replaceState(null, "", address ? `?${address}` : window.location.pathname);
    clearTimeout(timer.current);
    setSearching((before) =>
      words ? { ...before, request, state: "looking" } : { request, found: null, state: "idle" },
    );
    if (words) timer.current = setTimeout(() => void look(request), part.q === undefined ? 0 : PAUSE_MS);
    else asking.current?.abort();
  };

  const more = async () => {
    const { request, found } = searching;
    if (!found?.nextCursor) return;
    try {
      const query = { ...toQuery(request, new Date()), limit: PAGE, cursor: found.nextCursor };
      const next = await fetchSearch({ workspace: workspace.slug }, query);
      setSearching((before) =>
        before.found === found
          ? { ...before, found: { ...next, items: [...found.items, ...next.items] } }
          : before,
      );
    } catch {
      setSearching((before) => ({ ...before, state: "failed" }));
    }
  };
  return { ...searching, change, more, again: () => void look(searching.request) };
}
