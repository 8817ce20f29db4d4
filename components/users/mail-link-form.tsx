"use client";

import { MailCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { useSubmit } from "@/components/ui/use-submit";
import { t } from "@/lib/text/public";
import { forgotPassword, requestMagicLink } from "@/lib/users/client";
import { DevMailHint } from "./dev-mail-hint";

type MailLinkFormProps = {
  /** A link that signs in once, or one that leads to a new password. */
  kind: "signIn" | "reset";
  /** Mail stays on this machine and is read at /dev/mail. */
  devMail: boolean;
};

const KINDS = {
  signIn: { request: requestMagicLink, text: t.account.magicLink },
  reset: { request: forgotPassword, text: t.account.forgot },
};

/** Asks for a link by mail. What it answers is the same whether or not the account exists. */
export function MailLinkForm({ kind, devMail }: MailLinkFormProps) {
  const { request, text } = KINDS[kind];
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ email: String(fields.get("email")) }),
    send: async (body) => {
      await request(body);
      setSentTo(body.email.trim());
      return "stay";
    },
  });

  if (sentTo !== null) {
    return (
      <div role="status" className="grid gap-3 rounded-lg border border-line bg-raised p-4">
        <MailCheck aria-hidden="true" className="size-5 text-accent" />
        <div>
          <h2 className="font-semibold">{text.sentTitle}</h2>
          <p className="text-muted">{text.sent(sentTo)}</p>
        </div>
        {devMail ? <DevMailHint /> : null}
      </div>
    );
  }

  return (
    <form {...form} className="grid gap-4">
      <Field label={t.account.email} error={problem.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            placeholder={t.account.emailPlaceholder}
            required
          />
        )}
      </Field>
      <FormProblem message={problem.message} />
      <Button {...submit} variant="primary" size="lg">
        {text.submit}
      </Button>
    </form>
  );
}
