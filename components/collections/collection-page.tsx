"use client";

import { ChevronLeft, MessageSquareQuote } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { askCollectionPath, roomPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { List } from "@/components/ui/list";
import { PageHeader } from "@/components/ui/page-header";
import { ViewerProblem } from "@/components/viewers/viewer-states";
import { canFillCollection } from "@/lib/collections/rules";
import type { CollectedDto, CollectionDto } from "@/lib/collections/schema";
import { t } from "@/lib/text/catalogue";
import { CollectedRow } from "./collected-row";
import { CollectionMenu } from "./collection-menu";
import { CollectionsLive } from "./collections-live";
import { collectionsOf } from "./collections-store";
import { useCollected } from "./use-collected";

const words = t.collection;

type CollectionPageProps = { collection: CollectionDto; sources: CollectedDto[] };

/** A collection: what it is for, and what is in it, live. */
export function CollectionPage({ collection: loaded, sources }: CollectionPageProps) {
  const { workspace } = useWorkspace();
  const store = collectionsOf(workspace.slug);
  useState(() => store.put(loaded));
  const { collections, isLoaded } = useStore(store.state);
  const collection = isLoaded ? collections[loaded.id] : loaded;
  const collected = useCollected(loaded, sources);
  const changed = (id: string | null) => {
    if ((id === null || id === loaded.id) && store.has(loaded.id)) void collected.reload();
  };
  return (
    <>
      <CollectionsLive onChange={changed} />
      {collection ? (
        <Shown collection={collection} collected={collected} />
      ) : (
        <ViewerProblem>{words.gone}</ViewerProblem>
      )}
    </>
  );
}

type ShownProps = { collection: CollectionDto; collected: ReturnType<typeof useCollected> };

function Shown({ collection, collected: { sources, takeOut, more } }: ShownProps) {
  const { workspace, me } = useWorkspace();
  const router = useRouter();
  const library = roomPath(workspace.slug, "documents");
  const { id, name, description, visibility, documents, recordings, createdBy } = collection;
  const fills = canFillCollection(me, { visibility, createdById: createdBy?.memberId ?? null });
  const facts = [
    words.count(documents, recordings),
    visibility === "private" ? words.onlyYou : createdBy && words.by(createdBy.name),
  ];
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader
        lead={
          <Link
            href={library}
            aria-label={t.library.title}
            className="touch-target -ms-1 text-muted hover:text-ink"
          >
            <ChevronLeft aria-hidden="true" className="size-5 rtl:rotate-180" />
          </Link>
        }
        title={name}
        className="[&_h1]:min-w-0 [&_h1]:shrink"
        actions={
          <>
            {me.role === "guest" ? null : (
              <Button asChild className="max-md:hidden">
                <Link href={askCollectionPath(workspace.slug, id)}>
                  <MessageSquareQuote aria-hidden="true" />
                  {words.menu.ask}
                </Link>
              </Button>
            )}
            <CollectionMenu collection={collection} onDeleted={() => router.push(library)} size="md" />
          </>
        }
      />
      <div className="shrink-0 border-line border-b px-4 py-3 lg:px-5">
        {description ? <p className="mb-1 max-w-prose text-pretty">{description}</p> : null}
        <p className="text-muted text-sm">{facts.filter(Boolean).join(" · ")}</p>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto pb-16">
        <List aria-label={words.sources} className="divide-y-0">
          {sources.map((source) => (
            <CollectedRow key={source.id} source={source} onRemove={fills ? takeOut : null} />
          ))}
        </List>
        {sources.length === 0 ? (
          <EmptyState
            title={words.emptyTitle}
            className="mt-10"
            action={
              <Button asChild>
                <Link href={library}>{words.openLibrary}</Link>
              </Button>
            }
          >
            {words.empty}
          </EmptyState>
        ) : null}
        {more ? (
          <div className="flex justify-center p-4">
            <Button onClick={() => void more()}>{t.search.more}</Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}
