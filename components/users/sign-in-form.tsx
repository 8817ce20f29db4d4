"use client";

import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { PasswordInput } from "@/components/ui/password-input";
import { useSubmit } from "@/components/ui/use-submit";
import { t } from "@/lib/text/public";
import { createSession } from "@/lib/users/client";
import { goOn } from "./go-on";
import { withNext } from "./next-path";

type SignInFormProps = { next: string | null; email: string };

export function SignInForm({ next, email }: SignInFormProps) {
  const [needsCode, setNeedsCode] = useState(false);
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      email: String(fields.get("email")),
      password: String(fields.get("password")),
      remember: fields.has("remember"),
      ...(fields.has("totp") ? { totp: String(fields.get("totp")) } : {}),
    }),
    send: async (body) => {
      await createSession(body);
      return goOn(next);
    },
  });
  // The server asks for the code by naming its field; from then on the field stays.
  if (problem.fields.totp !== undefined && !needsCode) setNeedsCode(true);

  return (
    <form {...form} className="grid gap-4">
      <Field label={t.account.email} error={problem.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            defaultValue={email}
            required
          />
        )}
      </Field>
      <Field
        label={t.account.password}
        error={problem.fields.password}
        aside={
          <Link
            href={withNext("/reset", next)}
            className="text-accent text-sm underline-offset-4 hover:underline"
          >
            {t.account.signIn.forgot}
          </Link>
        }
      >
        {(control) => (
          <PasswordInput
            {...control}
            name="password"
            autoComplete="current-password"
            required
            showLabel={t.account.showPassword}
            hideLabel={t.account.hidePassword}
          />
        )}
      </Field>
      {needsCode ? (
        <Field label={t.account.signIn.code} hint={t.account.signIn.codeHint} error={problem.fields.totp}>
          {(control) => (
            <Input {...control} name="totp" inputMode="numeric" autoComplete="one-time-code" autoFocus />
          )}
        </Field>
      ) : null}
      <Checkbox name="remember" label={t.account.signIn.remember} defaultChecked />
      <FormProblem message={problem.message} />
      <Button {...submit} variant="primary" size="lg">
        {t.account.signIn.submit}
      </Button>
    </form>
  );
}
