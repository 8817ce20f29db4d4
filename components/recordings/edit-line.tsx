"use client";

import { type FormEvent, type KeyboardEvent, useState } from "react";
import { errorsByField } from "@/components/conversations/errors-by-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import type { ReportLineDto } from "@/lib/recordings/reports/schema";
import { t } from "@/lib/text/catalogue";
import type { ReportActions } from "./use-report";

type EditLineProps = {
  line: ReportLineDto;
  isTask: boolean;
  actions: ReportActions;
  onClose: () => void;
};

const words = t.recording.report;

/** A line of the report while it is written in other words. What it quotes stays beneath. */
export function EditLine({ line, isTask, actions, onClose }: EditLineProps) {
  const [text, setText] = useState(line.text);
  const [owner, setOwner] = useState(line.owner ?? "");
  const [due, setDue] = useState(line.due ?? "");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const run = async (work: Promise<void>) => {
    setBusy(true);
    try {
      await work;
      onClose();
    } catch (error) {
      setErrors(errorsByField(error));
      setBusy(false);
    }
  };
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    void run(actions.edit(line.id, { text, ...(isTask ? { owner, due } : {}) }));
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && event.target instanceof HTMLTextAreaElement) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <form
      onSubmit={save}
      onKeyDown={press}
      noValidate
      aria-label={words.editing}
      className="grid gap-3 rounded-md border border-line bg-raised p-3"
    >
      <Field label={words.text} error={errors.text}>
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="min-h-14 font-serif text-lg"
          />
        )}
      </Field>
      {isTask ? (
        <div className="grid grid-cols-2 gap-3">
          <Field label={words.owner} error={errors.owner}>
            {(control) => (
              <Input {...control} value={owner} onChange={(event) => setOwner(event.target.value)} />
            )}
          </Field>
          <Field label={words.due} error={errors.due}>
            {(control) => <Input {...control} value={due} onChange={(event) => setDue(event.target.value)} />}
          </Field>
        </div>
      ) : null}
      <p className="text-muted text-sm">{words.quoteStays(line.quote)}</p>
      {errors.form ? (
        <p role="alert" className="text-danger text-sm">
          {errors.form}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" variant="primary" busy={busy} className="pointer-coarse:h-11">
          {t.common.save}
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose} className="pointer-coarse:h-11">
          {t.common.cancel}
        </Button>
        <Button
          size="sm"
          variant="ghost"
          onClick={() => void run(actions.remove(line.id))}
          className="ms-auto text-danger pointer-coarse:h-11"
        >
          {words.remove}
        </Button>
      </div>
    </form>
  );
}
