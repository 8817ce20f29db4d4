"use client";

import { useCallback } from "react";
import { useStore } from "zustand";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { toast } from "@/components/ui/toast-store";
import {
  cancelDocument,
  deleteDocument,
  deleteFolder,
  patchDocument,
  restoreDocument,
  retryDocument,
} from "@/lib/documents/client";
import type { DocumentDto, FolderDto, UpdateDocument } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { type LibraryState, libraryOf } from "./library-store";
import { type UploadItem, uploadsOf } from "./upload-queue";

export function useLibrary<T>(select: (state: LibraryState) => T): T {
  return useStore(libraryOf(useWorkspace().workspace.slug).state, select);
}

export function useUploads(): UploadItem[] {
  return useStore(uploadsOf(useWorkspace().workspace.slug).state, (state) => state.items);
}

/** What one does to documents: shown at once, said when it failed, undone where it can be. */
export function useDocumentActions() {
  const { workspace } = useWorkspace();
  const library = libraryOf(workspace.slug);
  const place = useCallback(
    (documentId: string) => ({ workspace: workspace.slug, documentId }),
    [workspace.slug],
  );

  const keep = async (work: Promise<DocumentDto>): Promise<boolean> => {
    try {
      library.put(await work);
      return true;
    } catch (error) {
      tellFailure(error);
      return false;
    }
  };
  const restore = async ({ id }: DocumentDto) => {
    if (await keep(restoreDocument(place(id)))) await library.reload(id);
  };
  const remove = async (document: DocumentDto) => {
    library.drop(document.id);
    try {
      await deleteDocument(place(document.id));
      const undo = { label: t.common.undo, onSelect: () => void restore(document) };
      toast({ message: t.library.deleted(document.title), action: undo });
    } catch (error) {
      library.put(document);
      tellFailure(error);
    }
  };
  const removeFolder = async ({ id }: FolderDto) => {
    try {
      await deleteFolder({ workspace: workspace.slug, folderId: id });
      library.dropFolder(id);
      toast({ message: t.library.newFolder.folderDeleted });
    } catch (error) {
      tellFailure(error);
    }
  };
  return {
    library,
    restore,
    remove,
    removeFolder,
    retry: ({ id }: DocumentDto) => keep(retryDocument(place(id))),
    cancel: ({ id }: DocumentDto) => keep(cancelDocument(place(id))),
    change: ({ id }: DocumentDto, change: UpdateDocument) => keep(patchDocument(place(id), change)),
  };
}
