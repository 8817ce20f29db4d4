"use client";

import { ArrowRight, X } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { errorsByField } from "@/components/conversations/errors-by-field";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { addTerm, fetchTerms, removeTerm } from "@/lib/recordings/client";
import type { TermDto } from "@/lib/recordings/glossary/schema";
import { t } from "@/lib/text/catalogue";

const words = t.recording.glossary;

/** How names are written in this workspace: what an engine makes of them is corrected in every transcript that comes. */
export function Glossary() {
  const { workspace } = useWorkspace();
  const place = { workspace: workspace.slug };
  const { terms, setTerms } = useTerms(workspace.slug);
  const [heard, setHeard] = useState("");
  const [written, setWritten] = useState("");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const add = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const term = await addTerm(place, { heard, written });
      setTerms((before) => [...before.filter(({ id }) => id !== term.id), term]);
      setHeard("");
      setWritten("");
      setErrors({});
    } catch (error) {
      setErrors(errorsByField(error));
    }
  };
  const remove = (term: TermDto) => {
    setTerms((before) => before.filter(({ id }) => id !== term.id));
    removeTerm({ ...place, termId: term.id }).catch((error) => {
      setTerms((before) => [...before, term]);
      tellFailure(error);
    });
  };
  return (
    <section aria-label={words.title} className="grid gap-3">
      <h2 className="font-medium text-muted text-sm">{words.title}</h2>
      <p className="text-muted text-sm">{words.detail}</p>
      <ul className="grid gap-1">
        {terms.map((term) => (
          <li key={term.id} data-term className="flex min-h-8 items-center gap-2">
            <span className="text-muted">{term.heard}</span>
            <ArrowRight aria-hidden="true" className="size-3.5 shrink-0 text-muted rtl:rotate-180" />
            <span className="min-w-0 flex-1 break-words">{term.written}</span>
            <IconButton label={words.remove(term.written)} onClick={() => remove(term)}>
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
      <form onSubmit={add} noValidate className="grid gap-3">
        <div className="grid grid-cols-2 gap-3">
          <Field label={words.heard} error={errors.heard}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={heard}
                onChange={(event) => setHeard(event.target.value)}
              />
            )}
          </Field>
          <Field label={words.written} error={errors.written ?? errors.form}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={written}
                onChange={(event) => setWritten(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Button type="submit" className="w-fit">
          {words.add}
        </Button>
      </form>
    </section>
  );
}

function useTerms(workspace: string) {
  const [terms, setTerms] = useState<TermDto[]>([]);
  useEffect(() => {
    let isCurrent = true;
    fetchTerms({ workspace })
      .then(({ items }) => isCurrent && setTerms(items))
      .catch(tellFailure);
    return () => {
      isCurrent = false;
    };
  }, [workspace]);
  return { terms, setTerms };
}
