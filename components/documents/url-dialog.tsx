"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { postDocument } from "@/lib/documents/client";
import { t } from "@/lib/text/catalogue";
import { FormDialog } from "./form-dialog";
import { libraryOf } from "./library-store";

type UrlDialogProps = { folderId: string | null; initial: string; onClose: () => void };

/** A web page becomes a document: read once, as it is now. */
export function UrlDialog({ folderId, initial, onClose }: UrlDialogProps) {
  const { workspace } = useWorkspace();
  const [url, setUrl] = useState(initial);
  const words = t.library.url;
  const save = async () => {
    libraryOf(workspace.slug).put(await postDocument({ workspace: workspace.slug }, { url, folderId }));
  };
  return (
    <FormDialog title={words.title} button={words.add} onSave={save} onClose={onClose}>
      {(errors) => (
        <Field label={words.label} hint={words.hint} error={errors.url}>
          {(control) => (
            <Input
              {...control}
              type="url"
              inputMode="url"
              autoComplete="off"
              placeholder="https://"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
