"use client";

import { useRouter } from "next/navigation";
import { tellFailure } from "@/components/shell/tell";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { type MeDto, requestEmailConfirmationRoute, updateMeRoute } from "@/lib/users/schema";

/** Name and address. */
export function ProfileCard({ me }: { me: MeDto }) {
  const text = t.settings.profile;
  const router = useRouter();
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ name: String(fields.get("name")) }),
    send: async (body) => {
      await call(updateMeRoute, { body });
      toast({ message: t.settings.saved });
      router.refresh();
      return "stay";
    },
  });
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      <SettingsBody>
        <form {...form} className="grid gap-4">
          <Field label={text.name} error={problem.fields.name}>
            {(control) => <Input {...control} name="name" autoComplete="name" defaultValue={me.name} />}
          </Field>
          <div className="grid gap-1.5">
            <p className="font-medium">{text.email}</p>
            <p className="flex flex-wrap items-center gap-2">
              <span className="break-all">{me.email}</span>
              {me.emailVerified ? <Badge tone="accent">{text.confirmed}</Badge> : null}
            </p>
            {me.emailVerified ? null : <Unconfirmed email={me.email} />}
          </div>
          <FormProblem message={problem.message} />
          <div>
            <Button {...submit} variant="primary">
              {t.settings.save}
            </Button>
          </div>
        </form>
      </SettingsBody>
    </SettingsCard>
  );
}

function Unconfirmed({ email }: { email: string }) {
  const text = t.settings.profile;
  async function send() {
    try {
      await call(requestEmailConfirmationRoute);
      toast({ message: text.sent(email) });
    } catch (error) {
      tellFailure(error);
    }
  }
  return (
    <Banner
      shape="card"
      action={
        <Button variant="quiet" size="inline" onClick={send}>
          {text.sendAgain}
        </Button>
      }
    >
      {text.unconfirmed}
    </Banner>
  );
}
