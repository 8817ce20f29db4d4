"use client";

import { Ellipsis, MessageSquareQuote, Pencil, Search, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { askCollectionPath, searchInPath } from "@/components/shell/paths";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { canManageCollection } from "@/lib/collections/rules";
import type { CollectionDto } from "@/lib/collections/schema";
import { t } from "@/lib/text/catalogue";
import { CollectionDialog } from "./collection-dialog";
import { useCollectionActions } from "./use-collections";

type CollectionMenuProps = { collection: CollectionDto; onDeleted?: () => void; size?: "sm" | "md" };

const words = t.collection.menu;

/** What one may do with a collection. */
export function CollectionMenu({ collection, onDeleted, size = "sm" }: CollectionMenuProps) {
  const { workspace, me } = useWorkspace();
  const { remove } = useCollectionActions();
  const [isEditing, setEditing] = useState(false);
  const { id, name, visibility, createdBy } = collection;
  const manages = canManageCollection(me, { visibility, createdById: createdBy?.memberId ?? null });
  const onDelete = () => {
    void remove(collection);
    onDeleted?.();
  };
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={words.label(name)} size={size}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          {me.role === "guest" ? null : (
            <DropdownMenuItem asChild>
              <Link href={askCollectionPath(workspace.slug, id)}>
                <MessageSquareQuote aria-hidden="true" />
                {words.ask}
              </Link>
            </DropdownMenuItem>
          )}
          <DropdownMenuItem asChild>
            <Link href={searchInPath(workspace.slug, id)}>
              <Search aria-hidden="true" />
              {words.search}
            </Link>
          </DropdownMenuItem>
          {manages ? (
            <>
              <DropdownMenuSeparator />
              <DropdownMenuItem onSelect={() => setEditing(true)}>
                <Pencil aria-hidden="true" />
                {words.edit}
              </DropdownMenuItem>
              <DropdownMenuItem danger onSelect={onDelete}>
                <Trash2 aria-hidden="true" />
                {words.delete}
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      {isEditing ? <CollectionDialog collection={collection} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
