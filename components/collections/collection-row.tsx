"use client";

import { Layers } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { collectionPath } from "@/components/shell/paths";
import { cn } from "@/components/ui/cn";
import { IntentLink } from "@/components/ui/intent-link";
import { canFillCollection } from "@/lib/collections/rules";
import type { CollectionDto } from "@/lib/collections/schema";
import { t } from "@/lib/text/catalogue";
import { CollectionMenu } from "./collection-menu";
import { carriesDocument, documentCarried } from "./dragged";
import { useCollectionActions } from "./use-collections";

const words = t.collection;

/** One line of the Library. A document that is dragged onto it is put into it. */
export function CollectionRow({ collection }: { collection: CollectionDto }) {
  const { workspace, me } = useWorkspace();
  const { drop } = useCollectionActions();
  const [isOver, setOver] = useState(false);
  const { id, name, visibility, documents, recordings, createdBy } = collection;
  const fills = canFillCollection(me, { visibility, createdById: createdBy?.memberId ?? null });
  const count = words.count(documents, recordings);
  const over = (event: DragEvent) => {
    if (!fills || !carriesDocument(event)) return;
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    setOver(false);
    if (!fills || !carriesDocument(event)) return;
    event.preventDefault();
    void drop(collection, { type: "document", id: documentCarried(event) });
  };
  return (
    <li
      data-collection={visibility}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      className={cn(
        "relative flex min-h-12 items-center gap-3 border-line border-b px-4 py-2 hover:bg-hover/50 lg:px-5",
        isOver && "bg-accent-soft outline-2 outline-accent -outline-offset-2",
      )}
    >
      <Layers aria-hidden="true" className="size-5 shrink-0 text-accent" />
      <div className="min-w-0 flex-1">
        <IntentLink
          href={collectionPath(workspace.slug, id)}
          className="block truncate font-medium after:absolute after:inset-0"
        >
          {name}
        </IntentLink>
        <p className="truncate text-muted text-sm">
          {visibility === "private" ? words.onlyYou : null}
          <span className="sm:hidden">
            {visibility === "private" ? " · " : null}
            {count}
          </span>
        </p>
      </div>
      <span className="shrink-0 text-muted text-sm tabular-nums max-sm:hidden">{count}</span>
      <span className="relative z-10">
        <CollectionMenu collection={collection} />
      </span>
    </li>
  );
}
