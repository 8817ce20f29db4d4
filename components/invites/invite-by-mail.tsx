"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { call } from "@/lib/core/call";
import { createInviteRoute } from "@/lib/invites/schema";
import type { MemberRole } from "@/lib/members/schema";
import { t } from "@/lib/text/catalogue";
import { InviteFields, readInviteFields } from "./invite-fields";

/** Invites one address after the other: the form stays, with the address cleared. */
export function InviteByMail({ slug, roles }: { slug: string; roles: MemberRole[] }) {
  const text = t.settings.invites;
  const router = useRouter();
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ email: String(fields.get("email")), ...readInviteFields(fields) }),
    send: async (input) => {
      await call(createInviteRoute, { params: { workspace: slug }, body: { kind: "mail", ...input } });
      const field = form.ref.current?.elements.namedItem("email");
      if (field instanceof HTMLInputElement) {
        field.value = "";
        field.focus();
      }
      toast({ message: text.sent(input.email.trim()) });
      router.refresh();
      return "stay";
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <Field label={text.email} error={problem.fields.email}>
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="off"
            placeholder={t.account.emailPlaceholder}
          />
        )}
      </Field>
      <InviteFields roles={roles} error={problem.fields.role} />
      <FormProblem message={problem.message} />
      <div>
        <Button {...submit} variant="primary">
          {text.send}
        </Button>
      </div>
    </form>
  );
}
