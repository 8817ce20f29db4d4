"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useSubmit } from "@/components/ui/use-submit";
import { CopyField } from "@/components/workspaces/copy-field";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { ApiKeyScope, createApiKeyRoute, type MyWorkspaceDto } from "@/lib/users/schema";

type NewKeyDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  workspaces: MyWorkspaceDto[];
  /** The slug of the workspace that one is in. */
  here: string;
};

const DAYS = [30, 90, 365];

/** Makes a key, and shows its token this once. */
export function NewKeyDialog({ open, onOpenChange, workspaces, here }: NewKeyDialogProps) {
  const text = t.settings.keys;
  const router = useRouter();
  const id = useId();
  const [token, setToken] = useState<string | null>(null);
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      name: String(fields.get("name")),
      workspace: String(fields.get("workspace")),
      scopes: ApiKeyScope.options.filter((scope) => fields.getAll("scopes").includes(scope)),
      expiresInDays: Number(fields.get("expires")) || null,
    }),
    send: async (body) => {
      const made = await call(createApiKeyRoute, { body });
      setToken(made.token);
      router.refresh();
      return "stay";
    },
  });

  function change(next: boolean) {
    onOpenChange(next);
    if (!next) setToken(null);
  }

  return (
    <Dialog open={open} onOpenChange={change}>
      {token ? (
        <DialogContent
          title={text.createdTitle}
          description={text.createdDetail}
          footer={
            <Button variant="primary" onClick={() => change(false)}>
              {text.done}
            </Button>
          }
        >
          <CopyField label={text.createdTitle} value={token} copy={text.copy} />
        </DialogContent>
      ) : (
        <DialogContent
          title={text.create}
          footer={
            <Button {...submit} form={id} variant="primary">
              {text.create}
            </Button>
          }
        >
          <form {...form} id={id} className="grid gap-4">
            <Field label={text.name} error={problem.fields.name}>
              {(control) => (
                <Input {...control} name="name" autoComplete="off" placeholder={text.namePlaceholder} />
              )}
            </Field>
            <Field label={text.workspace} error={problem.fields.workspace}>
              {(control) => (
                <Select {...control} name="workspace" defaultValue={here}>
                  {workspaces.map((workspace) => (
                    <option key={workspace.id} value={workspace.slug}>
                      {workspace.name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <fieldset className="grid gap-2">
              <legend className="mb-1.5 font-medium">{text.scopes}</legend>
              {ApiKeyScope.options.map((scope) => (
                <Checkbox
                  key={scope}
                  name="scopes"
                  value={scope}
                  defaultChecked={scope === "read"}
                  label={text.scope[scope].label}
                  hint={text.scope[scope].hint}
                />
              ))}
            </fieldset>
            <Field label={text.expires}>
              {(control) => (
                <Select {...control} name="expires" defaultValue="90">
                  {DAYS.map((days) => (
                    <option key={days} value={days}>
                      {text.days(days)}
                    </option>
                  ))}
                  <option value="">{text.never}</option>
                </Select>
              )}
            </Field>
            <FormProblem message={problem.message ?? problem.fields.scopes ?? null} />
          </form>
        </DialogContent>
      )}
    </Dialog>
  );
}
