"use client";

import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { FormDialog } from "@/components/documents/form-dialog";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { fetchCollections, postCollection } from "@/lib/collections/client";
import { canFillCollection } from "@/lib/collections/rules";
import type { CollectedDto, CollectionDto } from "@/lib/collections/schema";
import { t } from "@/lib/text/catalogue";
import { useCollectionActions, useCollections } from "./use-collections";

type CollectDialogProps = {
  title: string;
  sources: Pick<CollectedDto, "type" | "id">[];
  onClose: () => void;
  /** They are in the chosen ones now. */
  onDone?: () => void;
};

const words = t.collection;
/** As many are seen at a glance. */
const FEW = 8;

/** Which collections something is in. Of one source those are ticked that it is in already; of several, they are put into what is chosen. */
export function CollectDialog({ title, sources, onClose, onDone }: CollectDialogProps) {
  const { workspace, me } = useWorkspace();
  const { store, add, takeOut } = useCollectionActions();
  const known = useKnown(sources);
  const [changes, setChanges] = useState<Record<string, boolean>>({});
  const [newName, setNewName] = useState("");
  const [typed, setTyped] = useState("");
  const fillable = useCollections().filter(({ visibility, createdBy }) =>
    canFillCollection(me, { visibility, createdById: createdBy?.memberId ?? null }),
  );
  const shown = fillable.filter(({ name }) => name.toLowerCase().includes(typed.trim().toLowerCase()));
  const isIn = ({ id }: CollectionDto) => changes[id] ?? known.has(id);
  const save = async () => {
    const changed = fillable.filter((one) => isIn(one) !== known.has(one.id));
    for (const one of changed) {
      if (isIn(one)) await add(one, sources);
      else for (const source of sources) await takeOut(one, source);
    }
    if (newName.trim() !== "") {
      const made = await postCollection({ workspace: workspace.slug }, { name: newName, ...idsOf(sources) });
      store.put(made);
      changed.push(made);
    }
    const [only] = changed;
    if (only) toast({ message: changed.length === 1 && isIn(only) ? words.added(only.name) : words.saved });
    onDone?.();
  };
  return (
    <FormDialog title={title} button={t.common.save} onSave={save} onClose={onClose}>
      {(errors) => (
        <>
          {fillable.length > FEW ? (
            <Input
              aria-label={words.find}
              placeholder={words.find}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          ) : null}
          {fillable.length > 0 ? (
            <fieldset className="grid max-h-64 gap-2 overflow-y-auto">
              <legend className="sr-only">{words.which}</legend>
              {shown.map((one) => (
                <Checkbox
                  key={one.id}
                  label={one.name}
                  hint={one.visibility === "private" ? words.onlyYou : one.description || undefined}
                  checked={isIn(one)}
                  onChange={(event) => setChanges({ ...changes, [one.id]: event.target.checked })}
                />
              ))}
              {shown.length === 0 ? <p className="text-muted">{words.noneFound}</p> : null}
            </fieldset>
          ) : null}
          <Field label={words.newName} hint={words.newHint} error={errors.name}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={newName}
                onChange={(event) => setNewName(event.target.value)}
              />
            )}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

/** The collections that the one source is in, as far as that is known. */
function useKnown(sources: CollectDialogProps["sources"]): ReadonlySet<string> {
  const { workspace } = useWorkspace();
  const { store } = useCollectionActions();
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  const [only, another] = sources;
  const holding = another ? undefined : only?.id;
  useEffect(() => {
    let current = true;
    void store.refresh().catch(() => undefined); // what is known can be chosen
    if (holding)
      fetchCollections({ workspace: workspace.slug }, { holding })
        .then(({ items }) => current && setKnown(new Set(items.map(({ id }) => id))))
        .catch(() => undefined); // putting it in once more changes nothing
    return () => {
      current = false;
    };
  }, [store, workspace.slug, holding]);
  return known;
}

function idsOf(sources: CollectDialogProps["sources"]) {
  const of = (type: CollectedDto["type"]) => sources.filter((one) => one.type === type).map(({ id }) => id);
  return { documentIds: of("document"), recordingIds: of("recording") };
}
