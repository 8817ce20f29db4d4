"use client";

import { useEffect } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import type { CitationDto } from "@/lib/messages/schema";
import { sourceStatesOf } from "./source-states";

/** Of cited documents, those that say something else today, or are gone. By the number of the citation. */
export function useChangedSources(citations: CitationDto[]): ReadonlyMap<number, "changed" | "gone"> {
  const { workspace } = useWorkspace();
  const states = sourceStatesOf(workspace.slug);
  const now = useStore(states.state);
  const documents = citations.filter(({ sourceType }) => sourceType === "document");
  const wanted = [...new Set(documents.map(({ sourceId }) => sourceId))].join(" ");
  useEffect(() => {
    for (const id of wanted.split(" ").filter(Boolean)) states.want(id);
  }, [states, wanted]);
  const changes = new Map<number, "changed" | "gone">();
  for (const { n, sourceId, version } of documents) {
    const state = now[sourceId];
    if (state === "gone") changes.set(n, "gone");
    else if (state && state.version > version) changes.set(n, "changed");
  }
  return changes;
}
