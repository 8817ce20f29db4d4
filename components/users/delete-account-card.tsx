"use client";

import { useState } from "react";
import { signOut } from "@/components/conversations/sign-out";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ConfirmDialog } from "@/components/workspaces/confirm-dialog";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { deleteMeRoute } from "@/lib/users/schema";

/** The one thing here that nothing brings back: one's address has to be typed. */
export function DeleteAccountCard({ email }: { email: string }) {
  const text = t.settings.deleteAccount;
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState("");
  return (
    <SettingsCard title={text.title} detail={text.detail} tone="danger">
      <SettingsBody>
        <Button onClick={() => setAsking(true)}>{text.open}</Button>
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={text.title}
          detail={text.detail}
          confirm={text.submit}
          disabled={typed.trim().toLowerCase() !== email}
          onConfirm={async () => {
            await call(deleteMeRoute);
            await signOut();
          }}
        >
          <Field label={text.confirm(email)}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        </ConfirmDialog>
      </SettingsBody>
    </SettingsCard>
  );
}
