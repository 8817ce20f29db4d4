"use client";

import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import { deleteCollection, deleteSource, postSources, restoreCollection } from "@/lib/collections/client";
import type { CollectedDto, CollectionDto } from "@/lib/collections/schema";
import { t } from "@/lib/text/catalogue";
import { collectionsOf } from "./collections-store";

const words = t.collection;

/** By name. */
export function useCollections(): CollectionDto[] {
  const { workspace } = useWorkspace();
  const collections = useStore(collectionsOf(workspace.slug).state, (state) => state.collections);
  return Object.values(collections).toSorted((a, b) => a.name.localeCompare(b.name));
}

type Source = Pick<CollectedDto, "type" | "id">;

/** What one does to collections: shown at once, said when it failed, undone where it can be. */
export function useCollectionActions() {
  const { workspace } = useWorkspace();
  const store = collectionsOf(workspace.slug);
  const of = ({ id }: CollectionDto) => ({ workspace: workspace.slug, collectionId: id });

  const add = async (collection: CollectionDto, sources: Source[]) => {
    const idsOf = (type: Source["type"]) => sources.filter((one) => one.type === type).map(({ id }) => id);
    store.put(
      await postSources(of(collection), { documentIds: idsOf("document"), recordingIds: idsOf("recording") }),
    );
  };
  const takeOut = async (collection: CollectionDto, { id }: Source) => {
    await deleteSource({ ...of(collection), sourceId: id });
    void store.refresh().catch(() => undefined);
  };
  const remove = async (collection: CollectionDto) => {
    store.drop(collection.id);
    const restore = () => void restoreCollection(of(collection)).then((one) => store.put(one), tellFailure);
    try {
      await deleteCollection(of(collection));
      toast({ message: words.deleted(collection.name), action: { label: t.common.undo, onSelect: restore } });
    } catch (error) {
      store.put(collection);
      tellFailure(error);
    }
  };
  /** What was dragged onto it. */
  const drop = async (collection: CollectionDto, source: Source) => {
    try {
      await add(collection, [source]);
      const undo = {
        label: t.common.undo,
        onSelect: () => void takeOut(collection, source).catch(tellFailure),
      };
      toast({ message: words.added(collection.name), action: undo });
    } catch (error) {
      tellFailure(error);
    }
  };
  return { store, add, takeOut, remove, drop };
}
