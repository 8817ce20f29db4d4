"use client";

import { Ellipsis, Folder, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { folderPath } from "@/components/shell/paths";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { IntentLink } from "@/components/ui/intent-link";
import { canManageFolder } from "@/lib/documents/rules";
import type { FolderDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { FolderDialog } from "./folder-dialog";
import { useDocumentActions } from "./use-documents";

type FolderRowProps = { folder: FolderDto; count: number };

export function FolderRow({ folder, count }: FolderRowProps) {
  const { workspace, me } = useWorkspace();
  return (
    <li className="group relative flex min-h-12 items-center gap-3 border-line border-b px-4 py-2 hover:bg-hover/50 lg:px-5">
      <Folder aria-hidden="true" className="size-5 shrink-0 text-accent" />
      <IntentLink
        href={folderPath(workspace.slug, folder.id)}
        className="min-w-0 flex-1 truncate font-medium after:absolute after:inset-0"
      >
        {folder.name}
      </IntentLink>
      <span className="shrink-0 text-muted text-sm tabular-nums">{t.library.count(count)}</span>
      {canManageFolder(me, folder) ? <FolderMenu folder={folder} /> : null}
    </li>
  );
}

function FolderMenu({ folder }: { folder: FolderDto }) {
  const [renames, setRenames] = useState(false);
  const { removeFolder } = useDocumentActions();
  return (
    <span className="relative z-10">
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton label={t.library.menu.label(folder.name)}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem onSelect={() => setRenames(true)}>
            <Pencil />
            {t.library.menu.rename}
          </DropdownMenuItem>
          <DropdownMenuItem danger onSelect={() => void removeFolder(folder)}>
            <Trash2 />
            {t.library.menu.deleteFolder}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {renames ? (
        <FolderDialog folder={folder} parentId={folder.parentId} onClose={() => setRenames(false)} />
      ) : null}
    </span>
  );
}
