"use client";

import { Field } from "@/components/ui/field";
import type { CreateRecording } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { LanguageSelect, languageOf } from "./language-select";
import { ReadersSelect, readersOf } from "./readers-select";
import { chosenOf } from "./templates/template-name";
import { TemplateSelect } from "./templates/template-select";

/** What is said of a recording before it is there: who may hear it, what its report is written by, and what is spoken in it. */
export type BroughtAs = Pick<
  CreateRecording,
  "visibility" | "conversationId" | "template" | "templateId" | "language"
>;

/** The fields that ask for it, in a form of `broughtAsOf`. `conversationId`: whose readers are offered first. */
export function BroughtAsFields({ conversationId }: { conversationId: string | null }) {
  return (
    <>
      <Field label={t.recorder.readers}>
        {(control) => <ReadersSelect {...control} name="readers" conversationId={conversationId} />}
      </Field>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t.template.choose}>
          {(control) => <TemplateSelect {...control} name="template" hasUsual defaultValue="" />}
        </Field>
        <Field label={t.recording.language.spoken}>
          {(control) => <LanguageSelect {...control} name="language" defaultValue="" />}
        </Field>
      </div>
    </>
  );
}

/** What was chosen in the fields. */
export function broughtAsOf(form: FormData): BroughtAs {
  const chosen = (name: string) => String(form.get(name) ?? "");
  return {
    ...readersOf(chosen("readers")),
    ...chosenOf(chosen("template")),
    ...languageOf(chosen("language")),
  };
}
