"use client";

import { useRef, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { fetchCollected } from "@/lib/collections/client";
import type { CollectedDto, CollectionDto } from "@/lib/collections/schema";
import { t } from "@/lib/text/catalogue";
import { useCollectionActions } from "./use-collections";

/** What is in a collection, as the page knows it. Taken out, a source is gone at once, and is put back by undoing it. */
export function useCollected(collection: CollectionDto, loaded: CollectedDto[]) {
  const { workspace } = useWorkspace();
  const actions = useCollectionActions();
  const [sources, setSources] = useState(loaded);
  const turn = useRef(0);
  const place = { workspace: workspace.slug, collectionId: collection.id };

  /** As many as are on screen, anew. Of two answers under way the later one counts. */
  const load = async (least: number) => {
    const own = ++turn.current;
    const all: CollectedDto[] = [];
    for (let cursor: string | null | undefined; cursor !== null && all.length < least; ) {
      const page = await fetchCollected(place, cursor ? { cursor } : {});
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    if (own === turn.current) setSources(all);
  };
  const reload = () => load(Math.max(1, sources.length)).catch(() => undefined); // the next word of a change asks again
  const takeOut = async (source: CollectedDto) => {
    turn.current++;
    setSources((before) => before.filter(({ id }) => id !== source.id));
    const putBack = () => void actions.add(collection, [source]).then(reload, tellFailure);
    try {
      await actions.takeOut(collection, source);
      toast({
        message: t.collection.removed(source.title),
        action: { label: t.common.undo, onSelect: putBack },
      });
    } catch (error) {
      void reload();
      tellFailure(error);
    }
  };
  const known = sources.length;
  const isMore = known < collection.documents + collection.recordings;
  return {
    sources,
    reload,
    takeOut: (source: CollectedDto) => void takeOut(source),
    more: isMore ? () => load(known + 1).catch(tellFailure) : null,
  };
}
