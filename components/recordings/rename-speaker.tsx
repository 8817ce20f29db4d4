"use client";

import { useState } from "react";
import { FormDialog } from "@/components/documents/form-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { t } from "@/lib/text/catalogue";
import type { Speaker } from "./transcript";
import type { Corrections } from "./use-corrections";

type RenameSpeakerProps = {
  speaker: Speaker;
  speakers: Speaker[];
  corrections: Corrections;
  onClose: () => void;
};

const words = t.recording.transcript;

/** Another name for a speaker; or it is the same person as another one, who then said it all. */
export function RenameSpeaker({ speaker, speakers, corrections, onClose }: RenameSpeakerProps) {
  const [name, setName] = useState(speaker.name);
  const [sameAs, setSameAs] = useState("");
  const others = speakers.filter(({ id }) => id !== speaker.id);
  const save = async () => {
    const into = others.find(({ id }) => id === sameAs);
    if (into) await corrections.merge(speaker, into);
    else await corrections.rename(speaker, name.trim());
  };
  return (
    <FormDialog title={words.renameTitle} button={t.common.save} onSave={save} onClose={onClose}>
      {(errors) => (
        <>
          <Field label={words.name} error={errors.name}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                disabled={sameAs !== ""}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          {others.length > 0 ? (
            <Field label={words.sameAs} hint={words.sameAsHint} error={errors.merge_into}>
              {(control) => (
                <Select {...control} value={sameAs} onChange={(event) => setSameAs(event.target.value)}>
                  <option value="">{words.nobodyElse}</option>
                  {others.map((other) => (
                    <option key={other.id} value={other.id}>
                      {other.name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          ) : null}
        </>
      )}
    </FormDialog>
  );
}
