"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { useSubmit } from "@/components/ui/use-submit";
import { t } from "@/lib/text/public";
import { register } from "@/lib/users/client";
import { goOn } from "./go-on";

type SignUpFormProps = { next: string | null; email: string };

/** A new account. The answer signs in already. */
export function SignUpForm({ next, email }: SignUpFormProps) {
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      name: String(fields.get("name")),
      email: String(fields.get("email")),
      password: String(fields.get("password")),
    }),
    send: async (body) => {
      await register(body);
      return goOn(next);
    },
  });

  return (
    <form {...form} className="grid gap-4">
      <Field label={t.account.name} error={problem.fields.name}>
        {(control) => (
          <Input
            {...control}
            name="name"
            autoComplete="name"
            placeholder={t.account.signUp.namePlaceholder}
            required
          />
        )}
      </Field>
      <Field label={t.account.email} error={problem.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            placeholder={t.account.emailPlaceholder}
            defaultValue={email}
            required
          />
        )}
      </Field>
      <Field label={t.account.password} hint={t.account.passwordHint} error={problem.fields.password}>
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
        {t.account.signUp.submit}
      </Button>
    </form>
  );
}
