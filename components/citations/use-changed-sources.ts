"use client";

import { useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import type { CitationDto } from "@/lib/messages/schema";
import { type SourceState, sourceStatesOf, stateKey } from "./source-states";

/** Of cited documents and recordings, those that say something else today, or are gone. By the number of the citation. */
export function useChangedSources(citations: CitationDto[]): ReadonlyMap<number, SourceState> {
  const { workspace } = useWorkspace();
  const states = sourceStatesOf(workspace.slug);
  const now = useStore(states.state);
  const changing = citations.filter(({ sourceType }) => sourceType !== "conversation");
  const wanted = useEffectEvent(() => {
    for (const citation of changing) states.want(citation);
  });
  const keys = changing.map(stateKey).join("\n");
  useEffect(() => {
    if (keys !== "") wanted();
  }, [keys]);
  const changes = new Map<number, SourceState>();
  for (const citation of changing) {
    const state = now[stateKey(citation)];
    if (state && state.what !== "same") changes.set(citation.n, state);
  }
  return changes;
}
