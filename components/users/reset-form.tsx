"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { PasswordInput } from "@/components/ui/password-input";
import { useSubmit } from "@/components/ui/use-submit";
import { t } from "@/lib/text/public";
import { resetPassword } from "@/lib/users/client";
import { LinkGone } from "./link-gone";

/** Chooses a new password with the token of a mailed link. */
export function ResetForm({ token }: { token: string }) {
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ password: String(fields.get("password")) }),
    send: async ({ password }) => {
      await resetPassword({ token, password });
      window.location.assign("/sign-in?notice=reset");
      return "leave";
    },
  });
  if (isGone(problem.code) || problem.fields.token) {
    return <LinkGone message={t.account.reset.gone} href="/reset" action={t.account.reset.again} />;
  }

  return (
    <form {...form} className="grid gap-4">
      <Field label={t.account.reset.password} hint={t.account.passwordHint} error={problem.fields.password}>
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="new-password"
            required
            showLabel={t.account.showPassword}
            hideLabel={t.account.hidePassword}
          />
        )}
      </Field>
      <FormProblem message={problem.message} />
      <Button {...submit} variant="primary" size="lg">
        {t.account.reset.submit}
      </Button>
    </form>
  );
}

/** Used up, replaced, too old, or never ours: one answer. */
export function isGone(code: string | null): boolean {
  return code === "GONE" || code === "NOT_FOUND" || code === "UNAUTHENTICATED";
}
