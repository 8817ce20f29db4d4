"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { MemberRole } from "@/lib/members/schema";
import { t } from "@/lib/text/catalogue";

const DAYS = [1, 7, 30];

/** What both kinds of invite ask: which role, and for how long. */
export function InviteFields({ roles, error }: { roles: MemberRole[]; error?: string | undefined }) {
  const text = t.settings.invites;
  const [role, setRole] = useState<MemberRole>("member");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={text.role} hint={text.roleHint[role]} error={error}>
        {(control) => (
          <Select
            {...control}
            name="role"
            value={role}
            onChange={(event) => setRole(MemberRole.parse(event.target.value))}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {t.settings.members.role[one]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={text.expires}>
        {(control) => (
          <Select {...control} name="expires" defaultValue="7">
            {DAYS.map((days) => (
              <option key={days} value={days}>
                {text.days(days)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}

/** The same, as the route takes them. */
export function readInviteFields(fields: FormData): { role: MemberRole; expiresInDays: number } {
  return { role: MemberRole.parse(fields.get("role")), expiresInDays: Number(fields.get("expires")) };
}
