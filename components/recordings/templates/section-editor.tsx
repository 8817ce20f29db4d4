"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { SectionKind } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { sectionName } from "../section-name";
import { type EditorRow, kindsFor } from "./editor-rows";

type SectionEditorProps = {
  row: EditorRow;
  rows: EditorRow[];
  /** From 0. */
  at: number;
  /** What is wrong with it, by field. */
  errors: Partial<Record<"kind" | "title" | "about" | "id", string>>;
  onChange: (change: Partial<EditorRow>) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

const words = t.template.editor;

export function nameOfRow({ kind, title }: EditorRow, at: number): string {
  if (kind === "custom" && title.trim() === "") return words.nameless(at + 1);
  return sectionName({ kind, title: title.trim() || null });
}

/** One section of a template: what it holds, what it is called, and in people's own words what belongs there. */
export function SectionEditor({ row, rows, at, errors, onChange, onMove, onRemove }: SectionEditorProps) {
  const name = nameOfRow(row, at);
  const isCustom = row.kind === "custom";
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li
      data-section
      aria-label={name}
      onKeyDown={onKeyDown}
      className="grid gap-3 rounded-md border border-line bg-surface p-3"
    >
      <div className="flex items-start gap-1">
        <Field
          label={<span className="sr-only">{words.kind(at + 1)}</span>}
          error={errors.kind}
          className="min-w-0 flex-1 gap-0"
        >
          {(control) => (
            <Select
              {...control}
              value={row.kind}
              onChange={(event) => onChange({ kind: SectionKind.parse(event.target.value) })}
            >
              {kindsFor(row, rows).map((kind) => (
                <option key={kind} value={kind}>
                  {kind === "custom" ? words.custom : sectionName({ kind, title: null })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="flex pt-1.5">
          <IconButton label={words.up(name)} disabled={at === 0} onClick={() => onMove(-1)}>
            <ArrowUp aria-hidden="true" />
          </IconButton>
          <IconButton label={words.down(name)} disabled={at === rows.length - 1} onClick={() => onMove(1)}>
            <ArrowDown aria-hidden="true" />
          </IconButton>
          <IconButton label={words.remove(name)} disabled={rows.length === 1} onClick={onRemove}>
            <X aria-hidden="true" />
          </IconButton>
        </div>
      </div>
      <Field label={words.title} error={errors.title ?? errors.id}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            maxLength={80}
            placeholder={isCustom ? undefined : sectionName({ kind: row.kind, title: null })}
            value={row.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      {isCustom ? (
        <Field label={words.about} hint={words.aboutHint} error={errors.about}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              maxLength={300}
              className="min-h-16"
              value={row.about}
              onChange={(event) => onChange({ about: event.target.value.replace(/\s*\n\s*/g, " ") })}
            />
          )}
        </Field>
      ) : null}
    </li>
  );
}
