"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { call } from "@/lib/core/call";
import { addModelRoute, KeyProvider } from "@/lib/models/schema";
import { t } from "@/lib/text/catalogue";
import { PriceFields, readPricing } from "./price-fields";

/** Adds a model that the registry does not know. */
export function AddModelButton({ slug }: { slug: string }) {
  const text = t.model;
  const router = useRouter();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      provider: KeyProvider.parse(fields.get("provider")),
      name: String(fields.get("name")),
      ...(fields.get("display_name") ? { displayName: String(fields.get("display_name")) } : {}),
      ...(fields.get("context_window") ? { contextWindow: Number(fields.get("context_window")) } : {}),
      pricing: readPricing(fields),
    }),
    send: async (body) => {
      const added = await call(addModelRoute, { params: { workspace: slug }, body });
      toast({ message: text.added(added.displayName) });
      setOpen(false);
      router.refresh();
      return "stay";
    },
  });
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden="true" />
        {text.add}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogContent
          title={text.add}
          description={text.addDetail}
          footer={
            <Button {...submit} form={id} variant="primary">
              {text.add}
            </Button>
          }
        >
          <form {...form} id={id} className="grid gap-4">
            <Field label={text.provider} error={problem.fields.provider}>
              {(control) => (
                <Select {...control} name="provider" defaultValue="compatible">
                  {KeyProvider.options.map((provider) => (
                    <option key={provider} value={provider}>
                      {text.providers[provider]}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label={text.name} hint={text.nameHint} error={problem.fields.name}>
              {(control) => (
                <Input {...control} name="name" autoComplete="off" autoCapitalize="none" spellCheck={false} />
              )}
            </Field>
            <div className="grid gap-4 sm:grid-cols-2">
              <Field label={text.displayName} error={problem.fields.display_name}>
                {(control) => <Input {...control} name="display_name" autoComplete="off" />}
              </Field>
              <Field label={text.contextWindow} error={problem.fields.context_window}>
                {(control) => (
                  <Input {...control} name="context_window" inputMode="numeric" placeholder="128000" />
                )}
              </Field>
            </div>
            <PriceFields pricing={[]} />
            <FormProblem message={problem.message} />
          </form>
        </DialogContent>
      </Dialog>
    </>
  );
}
