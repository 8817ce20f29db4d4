"use client";

import { useEffect, useEffectEvent } from "react";
import { sourceStatesOf } from "@/components/citations/source-states";
import { readEvent } from "@/components/conversations/read-event";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { collectionChanged } from "@/lib/collections/events";
import { topics } from "@/lib/core/event";
import { collectionsOf } from "./collections-store";

type CollectionsLiveProps = {
  /** A collection came, changed or went, and the store knows; null: one of its sources did, or the line is there again. */
  onChange?: (collectionId: string | null) => void;
};

/** Keeps the collections true while they are on screen: their names, and how much of them one may read. */
export function CollectionsLive({ onChange }: CollectionsLiveProps) {
  const { workspace, me } = useWorkspace();
  const changed = useEffectEvent((collectionId: string | null) => {
    void collectionsOf(workspace.slug)
      .refresh()
      .then(() => onChange?.(collectionId))
      .catch(() => undefined); // the next word of a change asks again
  });
  useEffect(() => sourceStatesOf(workspace.slug).onHeard(() => changed(null)), [workspace.slug]);
  const onEvent = (name: string, payload: unknown) => {
    const heard = readEvent(collectionChanged, name, payload);
    if (heard) changed(heard.collectionId);
  };
  useTopic(topics.member(me.memberId), { onEvent, onReady: () => changed(null) });
  useTopic(me.role === "guest" ? null : topics.workspace(workspace.id), { onEvent });
  return null;
}
