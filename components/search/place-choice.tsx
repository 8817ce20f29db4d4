"use client";

import { useEffect, useState } from "react";
import { conversationTitle } from "@/components/conversations/conversation-name";
import { useSidebar, useWorkspace } from "@/components/conversations/workspace-context";
import { t } from "@/lib/text/catalogue";
import { Choice } from "./choice";
import { ANYWHERE, type SearchRequest } from "./search-request";

type PlaceChoiceProps = { request: SearchRequest; onChange: (change: Partial<SearchRequest>) => void };

const KINDS = ["in", "collection", "folder"] as const;
const words = t.search;

/** Where one looks: in a conversation, a collection or a folder. */
export function PlaceChoice({ request, onChange }: PlaceChoiceProps) {
  const conversations = Object.values(useSidebar((state) => state.conversations));
  const { collections, folders } = usePlaces();
  const kind = KINDS.find((one) => request[one] !== null);
  const choose = (value: string | null) => {
    const [chosen, id] = value?.split(":") ?? [];
    const named = KINDS.find((one) => one === chosen);
    onChange({ ...ANYWHERE, ...(named && id ? { [named]: id } : {}) });
  };
  return (
    <Choice label={words.in} value={kind ? `${kind}:${request[kind]}` : null} onChange={choose}>
      <optgroup label={words.places.channels}>
        {conversations.map((one) => (
          <option key={one.id} value={`in:${one.id}`}>
            {conversationTitle(one)}
          </option>
        ))}
      </optgroup>
      <Group label={words.places.collections} kind="collection" places={collections} />
      <Group label={words.places.folders} kind="folder" places={folders} />
    </Choice>
  );
}

type Named = { id: string; name: string };

function Group({ label, kind, places }: { label: string; kind: string; places: Named[] }) {
  if (places.length === 0) return null;
  return (
    <optgroup label={label}>
      {places.map(({ id, name }) => (
        <option key={id} value={`${kind}:${id}`}>
          {name}
        </option>
      ))}
    </optgroup>
  );
}

/** The collections and folders there are, looked up when one begins to search. */
function usePlaces(): { collections: Named[]; folders: Named[] } {
  const { workspace } = useWorkspace();
  const [places, setPlaces] = useState<{ collections: Named[]; folders: Named[] }>({
    collections: [],
    folders: [],
  });
  useEffect(() => {
    let current = true;
    const place = { workspace: workspace.slug };
    Promise.all([import("@/lib/collections/client"), import("@/lib/documents/client")])
      .then(([{ fetchCollections }, { fetchFolders }]) =>
        Promise.all([fetchCollections(place), fetchFolders(place)]),
      )
      .then(([collections, folders]) => {
        if (current) setPlaces({ collections: collections.items, folders });
      })
      .catch(() => undefined); // conversations can still be chosen
    return () => {
      current = false;
    };
  }, [workspace.slug]);
  return places;
}
