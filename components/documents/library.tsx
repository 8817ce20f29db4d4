"use client";

import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { CollectionDialog } from "@/components/collections/collection-dialog";
import { CollectionsLive } from "@/components/collections/collections-live";
import { collectionsOf } from "@/components/collections/collections-store";
import { useCollections } from "@/components/collections/use-collections";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { folderPath, roomPath } from "@/components/shell/paths";
import { PageHeader } from "@/components/ui/page-header";
import type { CollectionDto } from "@/lib/collections/schema";
import { canAddDocuments } from "@/lib/documents/rules";
import type { DocumentDto, FolderDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { DropZone } from "./drop-zone";
import { FolderDialog } from "./folder-dialog";
import { pathTo } from "./folder-tree";
import { LibraryList } from "./library-list";
import { LibraryLive } from "./library-live";
import { libraryOf } from "./library-store";
import { UploadButton } from "./upload-button";
import { uploadsOf } from "./upload-queue";
import { UploadTray } from "./upload-tray";
import { UrlDialog } from "./url-dialog";
import { useLibrary } from "./use-documents";

type LibraryProps = { documents: DocumentDto[]; folders: FolderDto[]; collections: CollectionDto[] };
type Opened = { kind: "url"; url: string } | { kind: "folder" } | { kind: "collection" };

/** The Library: collections, folders and documents, live, with everything that puts something into it. */
export function Library({ documents, folders, collections }: LibraryProps) {
  const { workspace, me } = useWorkspace();
  useState(() => libraryOf(workspace.slug).hydrate(documents, folders));
  useState(() => collectionsOf(workspace.slug).hydrate(collections));
  const folderId = useSearchParams().get("folder");
  const path = useLibrary((state) => state.folders);
  const [dialog, setDialog] = useState<Opened | null>(null);
  const here = pathTo(path, folderId);
  const inFolder = here.at(-1)?.id ?? null;
  const add = (files: File[], visibility: "workspace" | "private") => {
    if (files.length === 0) return;
    uploadsOf(workspace.slug).add(files, { kind: "new", options: { folderId: inFolder, visibility } });
  };
  const openUrl = (url: string) => setDialog({ kind: "url", url });
  const close = () => setDialog(null);
  const adds = canAddDocuments(me) ? (
    <UploadButton
      onFiles={add}
      onAddress={() => openUrl("")}
      onFolder={() => setDialog({ kind: "folder" })}
      onCollection={() => setDialog({ kind: "collection" })}
    />
  ) : null;
  const hasCollections = useCollections().length > 0;
  const holds = useLibrary((state) => Object.keys({ ...state.documents, ...state.folders }).length > 0);
  const page = (
    <>
      <PageHeader title={<Path path={here} />} actions={holds || hasCollections ? adds : null} />
      <UploadTray room="documents" />
      <LibraryList folderId={inFolder} emptyAction={adds} />
    </>
  );
  return (
    <>
      <LibraryLive />
      <CollectionsLive />
      {adds ? (
        <DropZone
          title={inFolder ? t.library.upload.dropFolder(here.at(-1)?.name ?? "") : t.library.upload.drop}
          workspaceName={workspace.name}
          onFiles={add}
          onAddress={openUrl}
        >
          {page}
        </DropZone>
      ) : (
        <div className="flex h-full min-h-0 flex-col">{page}</div>
      )}
      {dialog?.kind === "url" ? <UrlDialog folderId={inFolder} initial={dialog.url} onClose={close} /> : null}
      {dialog?.kind === "collection" ? <CollectionDialog onClose={close} /> : null}
      {dialog?.kind === "folder" ? <FolderDialog parentId={inFolder} onClose={close} /> : null}
    </>
  );
}

function Path({ path }: { path: FolderDto[] }) {
  const { workspace } = useWorkspace();
  if (path.length === 0) return t.library.title;
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link href={roomPath(workspace.slug, "documents")} className="font-normal text-muted hover:text-ink">
        {t.library.title}
      </Link>
      {path.map((folder, at) => (
        <span key={folder.id} className="flex min-w-0 items-center gap-1.5">
          <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-muted rtl:rotate-180" />
          {at === path.length - 1 ? (
            <span className="truncate">{folder.name}</span>
          ) : (
            <Link
              href={folderPath(workspace.slug, folder.id)}
              className="truncate font-normal text-muted hover:text-ink"
            >
              {folder.name}
            </Link>
          )}
        </span>
      ))}
    </span>
  );
}
