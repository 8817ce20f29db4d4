"use client";

import { useEffect } from "react";
import { personalEvents, readEvent } from "@/components/conversations/read-event";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { useTopic } from "@/components/realtime/use-topic";
import { topics } from "@/lib/core/event";
import { documentChanged, documentProgressed, folderChanged } from "@/lib/documents/events";
import type { DocumentDto } from "@/lib/documents/schema";
import { type LibraryStore, libraryOf } from "./library-store";
import { uploadsOf } from "./upload-queue";
import { useLibrary } from "./use-documents";

/** More conversations than this are looked at when one comes back, not listened to. */
const MOST_TOPICS = 40;

/** Keeps the Library true while it is on screen: hears of documents for everybody, for oneself, and for the channels that have some here. */
export function LibraryLive() {
  const { workspace, me } = useWorkspace();
  const library = libraryOf(workspace.slug);
  const documents = useLibrary((state) => state.documents);
  useEffect(() => warnBeforeLeaving(workspace.slug), [workspace.slug]);
  return (
    <>
      <Heard topic={topics.member(me.memberId)} library={library} refreshes={me.role === "guest"} />
      {me.role === "guest" ? null : (
        <Heard topic={topics.workspace(workspace.id)} library={library} refreshes />
      )}
      {conversationsOf(documents).map((id) => (
        <Heard key={id} topic={topics.conversation(id)} library={library} refreshes={false} />
      ))}
    </>
  );
}

type HeardProps = {
  topic: string;
  library: LibraryStore;
  /** Whether what was missed is fetched when the line is there (again): one topic of several is enough. */
  refreshes: boolean;
};

function Heard({ topic, library, refreshes }: HeardProps) {
  useTopic(topic, {
    onEvent(name, payload) {
      const progressed = readEvent(documentProgressed, name, payload);
      if (progressed) library.advance(progressed.documentId, progressed);
      const changed = readEvent(documentChanged, name, payload);
      if (changed?.change === "deleted") library.drop(changed.documentId);
      else if (changed) void library.reload(changed.documentId);
      const folder = readEvent(folderChanged, name, payload);
      if (folder?.change === "deleted") library.dropFolder(folder.folderId);
      if (folder) void library.refreshFolders().catch(() => undefined); // the next word of a change asks again
      if (readEvent(personalEvents.conversationListChanged, name, payload)) void library.refresh();
    },
    onReady: () => {
      if (refreshes) void library.refresh().catch(() => undefined);
    },
  });
  return null;
}

function conversationsOf(documents: Record<string, DocumentDto>): string[] {
  const ids = Object.values(documents).flatMap(({ conversationId }) => conversationId ?? []);
  return [...new Set(ids)].slice(0, MOST_TOPICS);
}

/** Files on their way are lost to a closed tab until they are dropped again. */
function warnBeforeLeaving(slug: string): () => void {
  const warn = (event: BeforeUnloadEvent) => {
    const items = uploadsOf(slug).state.getState().items;
    if (items.some(({ state }) => state !== "failed")) event.preventDefault();
  };
  window.addEventListener("beforeunload", warn);
  return () => window.removeEventListener("beforeunload", warn);
}
