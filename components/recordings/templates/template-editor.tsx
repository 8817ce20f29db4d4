"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { errorsByField } from "@/components/conversations/errors-by-field";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MOST_SECTIONS, type TemplateDto } from "@/lib/recordings/templates/schema";
import { t } from "@/lib/text/catalogue";
import { ChangedMeanwhile } from "./changed-meanwhile";
import { type EditorRow, inputOf, moved, newRow, ownRows, rowOf } from "./editor-rows";
import { nameOfRow, SectionEditor } from "./section-editor";
import { useTemplateActions, useTemplates } from "./use-templates";

/** What is being written: also after the window was left, until it is saved or given up. */
export type Editing = { of: TemplateDto | null; name: string; rows: EditorRow[] };

/** A template as it is. */
function editingOf(of: TemplateDto): Editing {
  return { of, name: of.name, rows: of.sections.map(rowOf) };
}

type TemplateEditorProps = {
  editing: Editing;
  /** With what was written and not saved; null where nothing was. */
  onClose: (left: Editing | null) => void;
};

const words = t.template.editor;

/** A template in a window: its name, and its sections in order. What is wrong is said at its field, and the window stays. */
export function TemplateEditor({ editing, onClose }: TemplateEditorProps) {
  const form = useId();
  const { save } = useTemplateActions();
  const [base, setBase] = useState(editing);
  const { items } = useTemplates();
  const now = items.find(({ id }) => id === base.of?.id) ?? null;
  const [name, setName] = useState(editing.name);
  const [rows, setRows] = useState(editing.rows);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState("");
  const isTouched = name !== base.name || rows !== base.rows;
  const isBehind = base.of !== null && !busy && (now === null || now.revision > base.of.revision);
  const begin = (next: Editing) => {
    setBase(next);
    setName(next.name);
    setRows(next.rows);
    setErrors({});
  };
  const change = (at: number, part: Partial<EditorRow>) =>
    setRows(rows.map((row, place) => (place === at ? { ...row, ...part } : row)));
  const move = (at: number, by: 1 | -1) => {
    const next = moved(rows, at, by);
    const row = rows[at];
    if (next === rows || !row) return;
    setRows(next);
    setErrors({});
    setSaid(words.moved(nameOfRow(row, at), at + by + 1));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    try {
      await save({ name, sections: rows.map(inputOf) }, base.of);
      onClose(null);
    } catch (error) {
      setErrors(errorsByField(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={() => onClose(isTouched ? { ...base, name, rows } : null)}>
      <DialogContent
        title={base.of ? words.edit : words.new}
        className="sm:w-[38rem]"
        footer={
          <Button variant="primary" type="submit" form={form} busy={busy}>
            {base.of ? t.common.save : words.make}
          </Button>
        }
      >
        <form id={form} onSubmit={(event) => void submit(event)} noValidate className="grid gap-5">
          {isBehind ? (
            <ChangedMeanwhile
              now={now}
              onTake={(theirs) => begin(editingOf(theirs))}
              onKeep={() => {
                setBase({ ...base, of: now });
                setRows(ownRows(rows, now));
                setErrors({});
              }}
            />
          ) : null}
          <Field label={words.name} hint={words.nameHint} error={errors.name}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={80}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <fieldset className="grid gap-2">
            <legend className="mb-1.5 font-medium">{words.sections}</legend>
            <p className="text-muted text-sm pointer-coarse:hidden">{words.keys}</p>
            <ol className="grid gap-2">
              {rows.map((row, at) => (
                <SectionEditor
                  key={row.key}
                  row={row}
                  rows={rows}
                  at={at}
                  errors={errorsOf(errors, at)}
                  onChange={(part) => change(at, part)}
                  onMove={(by) => move(at, by)}
                  onRemove={() => setRows(rows.toSpliced(at, 1))}
                />
              ))}
            </ol>
            {rows.length < MOST_SECTIONS ? (
              <Button className="w-fit" onClick={() => setRows([...rows, newRow()])}>
                <Plus aria-hidden="true" />
                {words.add}
              </Button>
            ) : (
              <p className="text-muted text-sm">{words.most}</p>
            )}
            <p role="status" className="sr-only">
              {said}
            </p>
          </fieldset>
          {(errors.form ?? errors.sections) ? (
            <p role="alert" className="text-danger">
              {errors.form ?? errors.sections}
            </p>
          ) : null}
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** Of what the server names as `sections.2.title`, what is about one section. */
function errorsOf(errors: Record<string, string>, at: number): Record<string, string> {
  const start = `sections.${at}.`;
  return Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(start) ? [[path.slice(start.length), message]] : [],
    ),
  );
}
