"use client";

import { Button } from "@/components/ui/button";
import { FormProblem } from "@/components/ui/form-problem";
import { useSubmit } from "@/components/ui/use-submit";
import { call } from "@/lib/core/call";
import { acceptInviteRoute } from "@/lib/invites/schema";
import { t } from "@/lib/text/catalogue";

/** Joins by a press, never by opening the address. */
export function AcceptInvite({ token, workspaceName }: { token: string; workspaceName: string }) {
  const { form, submit, problem } = useSubmit({
    read: () => ({}),
    send: async () => {
      const { workspace } = await call(acceptInviteRoute, { params: { token }, body: {} });
      window.location.assign(`/w/${workspace.slug}`);
      return "leave";
    },
  });
  return (
    <form {...form} className="grid gap-4">
      <FormProblem message={problem.message} />
      <Button {...submit} variant="primary" size="lg">
        {t.invite.accept(workspaceName)}
      </Button>
    </form>
  );
}
