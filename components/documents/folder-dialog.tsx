"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { patchFolder, postFolder } from "@/lib/documents/client";
import type { FolderDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { FormDialog } from "./form-dialog";
import { libraryOf } from "./library-store";

type FolderDialogProps = {
  /** The one to rename; else a new one is made. */
  folder?: FolderDto;
  parentId: string | null;
  onClose: () => void;
};

export function FolderDialog({ folder, parentId, onClose }: FolderDialogProps) {
  const { workspace } = useWorkspace();
  const [name, setName] = useState(folder?.name ?? "");
  const place = { workspace: workspace.slug };
  const words = t.library.newFolder;
  const save = async () => {
    const saved = folder
      ? await patchFolder({ ...place, folderId: folder.id }, { name })
      : await postFolder(place, { name, parentId });
    libraryOf(workspace.slug).putFolder(saved);
  };
  return (
    <FormDialog
      title={folder ? t.library.rename.title : words.title}
      button={folder ? t.common.save : words.create}
      onSave={save}
      onClose={onClose}
    >
      {(errors) => (
        <Field label={words.label} error={errors.name}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
