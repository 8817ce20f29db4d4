"use client";

import { useEffect, useRef, useState } from "react";
import type { ChosenScope } from "./scopes";
import { useWorkspace } from "./workspace-context";

/** `alias`: the name of its file, where it is found by that. */
export type Place = ChosenScope & { id: string; alias?: string };

const PAUSE_MS = 180;

/**
 * What of the Library and the recordings a question can look in: all collections and folders, and the newest documents and recordings, looked up
 * when one begins to choose. With `find` those are looked for that are called what is typed: there may be thousands.
 */
export function useScopePlaces(): { library: Place[]; find: (typed: string) => void } {
  const { workspace } = useWorkspace();
  const [places, setPlaces] = useState<Place[]>([]);
  const [found, setFound] = useState<Place[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef("");
  useEffect(() => {
    let current = true;
    fetchPlaces(workspace.slug)
      .then((all) => current && setPlaces(all))
      .catch(() => undefined); // channels can still be chosen
    return () => {
      current = false;
      clearTimeout(timer.current);
    };
  }, [workspace.slug]);
  const find = (typed: string) => {
    clearTimeout(timer.current);
    const q = typed.trim();
    asked.current = q;
    if (q === "") return;
    const look = async () => {
      const named = await fetchNamed(workspace.slug, q).catch(() => []); // what is listed can still be chosen
      if (asked.current === q) setFound(named);
    };
    timer.current = setTimeout(() => void look(), PAUSE_MS);
  };
  const known = new Set(places.map(({ id }) => id));
  return { library: [...places, ...found.filter(({ id }) => !known.has(id))], find };
}

async function fetchPlaces(workspace: string): Promise<Place[]> {
  const [{ fetchDocuments, fetchFolders }, { fetchRecordings }, { collectionsOf }] = await Promise.all([
    import("@/lib/documents/client"),
    import("@/lib/recordings/client"),
    import("@/components/collections/collections-store"),
  ]);
  const collections = collectionsOf(workspace);
  const [folders, documents, recordings] = await Promise.all([
    fetchFolders({ workspace }),
    fetchDocuments({ workspace }),
    fetchRecordings({ workspace }),
    collections.refresh(),
  ]);
  return [
    ...Object.values(collections.state.getState().collections).map(
      ({ id, name }): Place => ({ id, title: name, scope: { collectionId: id } }),
    ),
    ...folders.map(({ id, name }): Place => ({ id, title: name, scope: { folderId: id } })),
    ...documents.items.map(({ id, title }): Place => ({ id, title, scope: { documentId: id } })),
    ...recordings.items
      .filter(({ kind }) => kind !== "voice")
      .map(({ recordingId: id, title }): Place => ({ id, title, scope: { recordingId: id } })),
  ];
}

async function fetchNamed(workspace: string, q: string): Promise<Place[]> {
  const { fetchSearch } = await import("@/lib/sources/client");
  const { items } = await fetchSearch({ workspace }, { q, types: "document,recording", limit: 50 });
  return items.map(
    ({ id, type, title, file }): Place => ({
      id,
      title,
      scope: type === "recording" ? { recordingId: id } : { documentId: id },
      ...(file ? { alias: file.name } : {}),
    }),
  );
}
