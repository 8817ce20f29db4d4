"use client";

import { Folder, LibraryBig } from "lucide-react";
import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { cn } from "@/components/ui/cn";
import { toast } from "@/components/ui/toast-store";
import { patchDocument } from "@/lib/documents/client";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { folderTree } from "./folder-tree";
import { FormDialog } from "./form-dialog";
import { libraryOf } from "./library-store";
import { useLibrary } from "./use-documents";

/** Another folder. Folders have no readers of their own, so moving changes nothing about who reads. */
export function MoveDialog({ document, onClose }: { document: DocumentDto; onClose: () => void }) {
  const { workspace } = useWorkspace();
  const folders = useLibrary((state) => state.folders);
  const [chosen, setChosen] = useState(document.folderId);
  const words = t.library.move;
  const places = [{ id: null, name: words.top, depth: 0 }, ...folderTree(Object.values(folders), 1)];
  const save = async () => {
    const place = { workspace: workspace.slug, documentId: document.id };
    libraryOf(workspace.slug).put(await patchDocument(place, { folderId: chosen }));
    toast({ message: words.moved(places.find(({ id }) => id === chosen)?.name ?? words.top) });
  };
  return (
    <FormDialog title={words.title} button={words.button} onSave={save} onClose={onClose}>
      {() => (
        <fieldset className="max-h-72 overflow-y-auto">
          <legend className="sr-only">{t.library.folders}</legend>
          {places.map(({ id, name, depth }) => (
            <label
              key={id ?? "top"}
              className={cn(
                "flex min-h-10 cursor-pointer items-center gap-2.5 rounded-md px-2 has-focus-visible:outline-2 has-focus-visible:outline-accent hover:bg-hover",
                id === chosen && "bg-accent-soft",
              )}
              style={{ paddingInlineStart: `${0.5 + depth * 1.25}rem` }}
            >
              <input
                type="radio"
                name="folder"
                className="sr-only"
                checked={id === chosen}
                onChange={() => setChosen(id)}
              />
              {id === null ? (
                <LibraryBig aria-hidden="true" className="size-4 text-muted" />
              ) : (
                <Folder aria-hidden="true" className="size-4 text-muted" />
              )}
              <span className="truncate">{name}</span>
            </label>
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}
