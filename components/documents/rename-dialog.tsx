"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { patchDocument } from "@/lib/documents/client";
import type { DocumentDto } from "@/lib/documents/schema";
import { t } from "@/lib/text/catalogue";
import { FormDialog } from "./form-dialog";
import { libraryOf } from "./library-store";

export function RenameDialog({ document, onClose }: { document: DocumentDto; onClose: () => void }) {
  const { workspace } = useWorkspace();
  const [title, setTitle] = useState(document.title);
  const save = async () => {
    const place = { workspace: workspace.slug, documentId: document.id };
    libraryOf(workspace.slug).put(await patchDocument(place, { title }));
  };
  return (
    <FormDialog title={t.library.rename.title} button={t.common.save} onSave={save} onClose={onClose}>
      {(errors) => (
        <Field label={t.library.rename.label} error={errors.title}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              value={title}
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
