"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Choice } from "@/components/documents/choice";
import { FormDialog } from "@/components/documents/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { patchCollection, postCollection } from "@/lib/collections/client";
import type { CollectionDto, CollectionVisibility } from "@/lib/collections/schema";
import { t } from "@/lib/text/catalogue";
import { collectionsOf } from "./collections-store";

type CollectionDialogProps = {
  /** The one to change; else a new one is made. */
  collection?: CollectionDto;
  onClose: () => void;
};

const words = t.collection;

/** How it is called, what it is for, who sees it. */
export function CollectionDialog({ collection, onClose }: CollectionDialogProps) {
  const { workspace, me } = useWorkspace();
  const [name, setName] = useState(collection?.name ?? "");
  const [description, setDescription] = useState(collection?.description ?? "");
  const [visibility, setVisibility] = useState(collection?.visibility ?? "workspace");
  const isOwn = !collection || collection.createdBy?.memberId === me.memberId;
  const save = async () => {
    const place = { workspace: workspace.slug };
    const input = { name, description, visibility };
    const saved = collection
      ? await patchCollection({ ...place, collectionId: collection.id }, input)
      : await postCollection(place, input);
    collectionsOf(workspace.slug).put(saved);
  };
  const choice = (value: CollectionVisibility) => ({ value, chosen: visibility, onChoose: setVisibility });
  return (
    <FormDialog
      title={collection ? words.edit : words.new}
      button={collection ? t.common.save : words.make}
      onSave={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <Field label={words.name} error={errors.name}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label={words.description} hint={words.optional} error={errors.description}>
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                value={description}
                onChange={(event) => setDescription(event.target.value)}
              />
            )}
          </Field>
          {isOwn ? (
            <fieldset className="grid gap-2">
              <legend className="mb-1.5 font-medium">{words.readers}</legend>
              <Choice
                {...choice("workspace")}
                label={words.everybody(workspace.name)}
                hint={words.everybodyHint}
              />
              <Choice {...choice("private")} label={words.mine} hint={words.mineHint} />
            </fieldset>
          ) : null}
        </>
      )}
    </FormDialog>
  );
}
