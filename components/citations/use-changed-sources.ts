"use client";

import { useEffect, useEffectEvent } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { type CitedPlace, type SourceState, sourceStatesOf, stateKey } from "./source-states";

type Numbered = CitedPlace & { n: number };

/** What the cited places are today, as far as that is known. By the number of the citation. */
export function useSourceStates(citations: Numbered[]): ReadonlyMap<number, SourceState> {
  const { workspace } = useWorkspace();
  const states = sourceStatesOf(workspace.slug);
  const now = useStore(states.state);
  const wanted = useEffectEvent(() => {
    for (const citation of citations) states.want(citation);
  });
  const keys = citations.map(stateKey).join("\n");
  useEffect(() => {
    if (keys !== "") wanted();
  }, [keys]);
  return new Map(
    citations.flatMap((citation): [number, SourceState][] => {
      const state = now[stateKey(citation)];
      return state ? [[citation.n, state]] : [];
    }),
  );
}

/** Of cited places, those that say something else today, or are gone. By the number of the citation. */
export function useChangedSources(citations: Numbered[]): ReadonlyMap<number, SourceState> {
  return new Map([...useSourceStates(citations)].filter(([, { what }]) => what !== "same"));
}
