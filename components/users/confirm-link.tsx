"use client";

import { Check } from "lucide-react";
import { useState } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import { t } from "@/lib/text/public";
import { confirmEmail, confirmMagicLink } from "@/lib/users/client";
import { goOn } from "./go-on";
import { LinkGone } from "./link-gone";
import { isGone } from "./reset-form";

/**
 * A mailed link opens a page, and the press on its button is what uses it up: programs that look into mails follow links
 * but press nothing.
 */
export function ConfirmSignIn({ token, next }: { token: string; next: string | null }) {
  const text = t.account.magicLink;
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ remember: fields.has("remember") }),
    send: async ({ remember }) => {
      await confirmMagicLink({ token, remember });
      return goOn(next);
    },
  });
  if (isGone(problem.code) || problem.fields.token) {
    return <LinkGone message={text.gone} href="/sign-in/link" action={text.again} />;
  }
  return (
    <form {...form} className="grid gap-4">
      <Checkbox name="remember" label={t.account.signIn.remember} defaultChecked />
      <FormProblem message={problem.message} />
      <Button {...submit} variant="primary" size="lg">
        {text.confirm}
      </Button>
    </form>
  );
}

export function ConfirmEmail({ token }: { token: string }) {
  const text = t.account.confirmEmail;
  const [done, setDone] = useState(false);
  const { form, submit, problem } = useSubmit({
    read: () => ({}),
    send: async () => {
      await confirmEmail({ token });
      setDone(true);
      return "stay";
    },
  });
  if (isGone(problem.code) || problem.fields.token)
    return <LinkGone message={text.gone} href="/w" action={text.goOn} />;
  if (done) {
    return (
      <div role="status" className="grid gap-4">
        <Banner tone="accent" shape="card" icon={<Check aria-hidden="true" />}>
          {text.done}
        </Banner>
        <Button asChild variant="primary" size="lg">
          <a href="/w">{text.goOn}</a>
        </Button>
      </div>
    );
  }
  return (
    <form {...form} className="grid gap-4">
      <FormProblem message={problem.message} />
      <Button {...submit} variant="primary" size="lg">
        {text.submit}
      </Button>
    </form>
  );
}
