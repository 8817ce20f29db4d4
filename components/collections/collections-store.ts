import { createStore, type StoreApi } from "zustand/vanilla";
import { fetchCollections } from "@/lib/collections/client";
import type { CollectionDto } from "@/lib/collections/schema";

export type CollectionsState = {
  collections: Record<string, CollectionDto>;
  /** Something was put into it: before that, as while a page is rendered by the server, it knows nothing of what there is not. */
  isLoaded: boolean;
};

/** More than this are found by searching, not by looking. */
const MOST = 500;

/** The collections as this browser knows them: one store for each workspace. There are few, so that whatever changes is asked for with all the rest. */
export class CollectionsStore {
  readonly state: StoreApi<CollectionsState> = createStore<CollectionsState>()(() => ({
    collections: {},
    isLoaded: false,
  }));
  readonly #workspace: string;
  /** Of two askings under way the later one counts. */
  #turn = 0;
  /** How often something was shown at once: an answer that was asked for before may not know of it. */
  #shown = 0;

  constructor(workspace: string) {
    this.#workspace = workspace;
  }

  /** What a page brought with it. */
  hydrate(collections: CollectionDto[]): void {
    this.#shown++;
    this.#set(collections);
  }

  async refresh(): Promise<void> {
    const turn = ++this.#turn;
    for (;;) {
      const shown = this.#shown;
      const all = await this.#fetchAll();
      if (turn !== this.#turn) return;
      if (shown === this.#shown) return this.#set(all);
    }
  }

  async #fetchAll(): Promise<CollectionDto[]> {
    const all: CollectionDto[] = [];
    for (let cursor: string | null | undefined; cursor !== null && all.length < MOST; ) {
      const page = await fetchCollections({ workspace: this.#workspace }, cursor ? { cursor } : {});
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    return all;
  }

  has(collectionId: string): boolean {
    return collectionId in this.state.getState().collections;
  }

  put(collection: CollectionDto): void {
    this.#shown++;
    this.#set([...Object.values(this.state.getState().collections), collection]);
  }

  drop(collectionId: string): void {
    this.#shown++;
    this.#set(Object.values(this.state.getState().collections).filter(({ id }) => id !== collectionId));
  }

  #set(collections: CollectionDto[]): void {
    const byId = Object.fromEntries(collections.map((one) => [one.id, one]));
    this.state.setState({ collections: byId, isLoaded: true });
  }
}

const stores = new Map<string, CollectionsStore>();

export function collectionsOf(workspace: string): CollectionsStore {
  const known = stores.get(workspace) ?? new CollectionsStore(workspace);
  stores.set(workspace, known);
  return known;
}
