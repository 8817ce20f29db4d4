"use client";

import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import type { CreateRecording } from "@/lib/recordings/schema";
import { t } from "@/lib/text/catalogue";
import { LanguageSelect, languageOf } from "./language-select";
import { ReadersSelect, readersOf } from "./readers-select";
import { chosenOf } from "./templates/template-name";
import { TemplateSelect } from "./templates/template-select";

/** What is said of recordings before they are chosen. */
export type BroughtAs = Pick<
  CreateRecording,
  "visibility" | "conversationId" | "template" | "templateId" | "language"
>;

type UploadOptionsProps = {
  /** Called in the press of a hand: the device's files may be shown. */
  onChoose: (as: BroughtAs) => void;
  onClose: () => void;
};

/** Who may hear what is brought, what its report is written by, and what is spoken in it. */
export function UploadOptions({ onChoose, onClose }: UploadOptionsProps) {
  const form = useId();
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    const fields = new FormData(event.currentTarget);
    const chosen = (name: string) => String(fields.get(name) ?? "");
    onChoose({
      ...readersOf(chosen("readers")),
      ...chosenOf(chosen("template")),
      ...languageOf(chosen("language")),
    });
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t.recording.upload.files}
        footer={
          <Button variant="primary" type="submit" form={form}>
            {t.recording.upload.choose}
          </Button>
        }
      >
        <form id={form} onSubmit={choose} className="grid gap-4">
          <Field label={t.recorder.readers}>
            {(control) => <ReadersSelect {...control} name="readers" conversationId={null} />}
          </Field>
          <Field label={t.template.choose}>
            {(control) => <TemplateSelect {...control} name="template" hasUsual defaultValue="" />}
          </Field>
          <Field label={t.recording.language.spoken}>
            {(control) => <LanguageSelect {...control} name="language" defaultValue="" />}
          </Field>
        </form>
      </DialogContent>
    </Dialog>
  );
}
