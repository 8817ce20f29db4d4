"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { PasswordInput } from "@/components/ui/password-input";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { updateMeRoute } from "@/lib/users/schema";

/** A new password, with the current one where there is one. */
export function PasswordCard({ hasPassword }: { hasPassword: boolean }) {
  const text = t.settings.password;
  const router = useRouter();
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      newPassword: String(fields.get("new_password")),
      ...(hasPassword ? { currentPassword: String(fields.get("current_password")) } : {}),
    }),
    send: async (body) => {
      await call(updateMeRoute, { body });
      form.ref.current?.reset();
      toast({ message: text.changed });
      router.refresh();
      return "stay";
    },
  });
  const labels = { showLabel: t.account.showPassword, hideLabel: t.account.hidePassword };
  return (
    <SettingsCard title={text.title} detail={hasPassword ? text.detail : text.none}>
      <SettingsBody>
        <form {...form} className="grid gap-4">
          {hasPassword ? (
            <Field label={text.current} error={problem.fields.current_password}>
              {(control) => (
                <PasswordInput
                  {...control}
                  {...labels}
                  name="current_password"
                  autoComplete="current-password"
                />
              )}
            </Field>
          ) : null}
          <Field label={text.next} hint={t.account.passwordHint} error={problem.fields.new_password}>
            {(control) => (
              <PasswordInput {...control} {...labels} name="new_password" autoComplete="new-password" />
            )}
          </Field>
          <FormProblem message={problem.message} />
          <div>
            <Button {...submit} variant="primary">
              {hasPassword ? text.submit : text.first}
            </Button>
          </div>
        </form>
      </SettingsBody>
    </SettingsCard>
  );
}
