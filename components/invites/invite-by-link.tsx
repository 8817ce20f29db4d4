"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Select } from "@/components/ui/select";
import { useSubmit } from "@/components/ui/use-submit";
import { CopyField } from "@/components/workspaces/copy-field";
import { call } from "@/lib/core/call";
import { createInviteRoute } from "@/lib/invites/schema";
import type { MemberRole } from "@/lib/members/schema";
import { t } from "@/lib/text/catalogue";
import { InviteFields, readInviteFields } from "./invite-fields";

const USES = [1, 10, 100];

/** Makes a link, and shows it this once. */
export function InviteByLink({ slug, roles }: { slug: string; roles: MemberRole[] }) {
  const text = t.settings.invites;
  const router = useRouter();
  const [url, setUrl] = useState<string | null>(null);
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ maxUses: Number(fields.get("max_uses")) || null, ...readInviteFields(fields) }),
    send: async (input) => {
      const made = await call(createInviteRoute, {
        params: { workspace: slug },
        body: { kind: "link", ...input },
      });
      setUrl(made.url);
      router.refresh();
      return "stay";
    },
  });
  if (url) {
    return (
      <div role="status" className="grid gap-4">
        <p className="text-muted">{text.linkDetail}</p>
        <CopyField label={text.linkTitle} value={url} copy={text.copy} />
        <div>
          <Button onClick={() => setUrl(null)}>{text.another}</Button>
        </div>
      </div>
    );
  }
  return (
    <form {...form} className="grid gap-4">
      <InviteFields roles={roles} error={problem.fields.role} />
      <Field label={text.maxUses} error={problem.fields.max_uses}>
        {(control) => (
          <Select {...control} name="max_uses" defaultValue="10">
            {USES.map((uses) => (
              <option key={uses} value={uses}>
                {text.people(uses)}
              </option>
            ))}
            <option value="">{text.unlimited}</option>
          </Select>
        )}
      </Field>
      <FormProblem message={problem.message} />
      <div>
        <Button {...submit} variant="primary">
          {text.makeLink}
        </Button>
      </div>
    </form>
  );
}
