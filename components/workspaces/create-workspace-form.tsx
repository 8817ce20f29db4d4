"use client";

import { useRef } from "react";
import { workspacePath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { useSubmit } from "@/components/ui/use-submit";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { createWorkspaceRoute } from "@/lib/workspaces/schema";
import { slugOf } from "./slug-of";

/** A new workspace. Its address follows its name until somebody writes another one. */
export function CreateWorkspaceForm() {
  const address = useRef<HTMLInputElement>(null);
  const follows = useRef(true);
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      name: String(fields.get("name")),
      slug: String(fields.get("slug")),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    }),
    send: async (body) => {
      const workspace = await call(createWorkspaceRoute, { body });
      window.location.assign(workspacePath(workspace.slug));
      return "leave";
    },
  });

  return (
    <form {...form} className="grid gap-4">
      <Field label={t.workspace.name} error={problem.fields.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="organization"
            placeholder={t.workspace.namePlaceholder}
            required
            onChange={(event) => {
              if (follows.current && address.current) address.current.value = slugOf(event.target.value);
            }}
          />
        )}
      </Field>
      <Field label={t.workspace.slug} hint={t.workspace.slugHint} error={problem.fields.slug}>
        {(control) => (
          <div className="flex items-center gap-2">
            <span aria-hidden="true" className="text-muted">
              /w/
            </span>
            <Input
              {...control}
              ref={address}
              name="slug"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              required
              onChange={(event) => {
                follows.current = event.target.value === "";
              }}
            />
          </div>
        )}
      </Field>
      <FormProblem message={problem.message ?? problem.fields.timeZone ?? null} />
      <Button {...submit} variant="primary" size="lg">
        {t.workspace.create.submit}
      </Button>
    </form>
  );
}
