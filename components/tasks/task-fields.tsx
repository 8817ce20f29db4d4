"use client";

import { useWorkspace } from "@/components/conversations/workspace-context";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { t } from "@/lib/text/catalogue";

export type TaskFieldValues = { title: string; assigneeId: string | null; dueOn: string | null };

type TaskFieldsProps = {
  values: TaskFieldValues;
  onChange: (values: TaskFieldValues) => void;
  errors: Record<string, string>;
  dueHint?: string | undefined;
};

const words = t.task;

/** What, who, until when. */
export function TaskFields({ values, onChange, errors, dueHint }: TaskFieldsProps) {
  const { people } = useWorkspace();
  const persons = people.filter(({ kind }) => kind === "person");
  return (
    <>
      <Field label={words.what} error={errors.title ?? errors["source.quote"] ?? errors.source}>
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            maxLength={500}
            value={values.title}
            onChange={(event) => onChange({ ...values, title: event.target.value })}
            className="min-h-14"
          />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label={words.who} error={errors.assignee_id}>
          {(control) => (
            <Select
              {...control}
              value={values.assigneeId ?? ""}
              onChange={(event) => onChange({ ...values, assigneeId: event.target.value || null })}
            >
              <option value="">{words.nobody}</option>
              {persons.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={words.due} error={errors.due_on} hint={dueHint}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={values.dueOn ?? ""}
              onChange={(event) => onChange({ ...values, dueOn: event.target.value || null })}
            />
          )}
        </Field>
      </div>
    </>
  );
}
