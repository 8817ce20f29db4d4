"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { call } from "@/lib/core/call";
import { type KeyProvider, setKeyRoute } from "@/lib/models/schema";
import { t } from "@/lib/text/catalogue";

type KeyDialogProps = {
  slug: string;
  provider: KeyProvider;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Takes a key, and the address that it is for. */
export function KeyDialog({ slug, provider, open, onOpenChange }: KeyDialogProps) {
  const text = t.model.keys;
  const router = useRouter();
  const id = useId();
  const name = t.model.providers[provider];
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      ...(fields.get("api_key") ? { apiKey: String(fields.get("api_key")) } : {}),
      ...(fields.get("base_url") ? { baseUrl: String(fields.get("base_url")) } : {}),
    }),
    send: async (body) => {
      await call(setKeyRoute, { params: { workspace: slug, provider }, body });
      toast({ message: text.saved(name) });
      onOpenChange(false);
      router.refresh();
      return "stay";
    },
  });
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={text.setFor(name)}
        description={text.detail}
        footer={
          <Button {...submit} form={id} variant="primary">
            {t.common.save}
          </Button>
        }
      >
        <form {...form} id={id} className="grid gap-4">
          <Field label={text.key} error={problem.fields.api_key}>
            {(control) => (
              <PasswordInput
                {...control}
                name="api_key"
                autoComplete="off"
                showLabel={t.common.show}
                hideLabel={t.common.hide}
              />
            )}
          </Field>
          <Field
            label={text.address}
            hint={provider === "compatible" ? undefined : text.addressHint}
            error={problem.fields.base_url}
          >
            {(control) => (
              <Input
                {...control}
                name="base_url"
                type="url"
                inputMode="url"
                placeholder="https://"
                autoComplete="off"
              />
            )}
          </Field>
          <FormProblem message={problem.message} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
