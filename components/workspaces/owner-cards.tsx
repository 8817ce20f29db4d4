"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { deleteWorkspaceRoute, transferWorkspaceRoute } from "@/lib/workspaces/schema";
import { ConfirmDialog } from "./confirm-dialog";
import { SettingsBody, SettingsCard } from "./settings-card";

type Heir = { id: string; name: string };
type Place = { slug: string; name: string };

/** Makes somebody else the owner. */
export function HandOverCard({ workspace, heirs }: { workspace: Place; heirs: Heir[] }) {
  const text = t.settings.owner;
  const router = useRouter();
  const [chosen, setChosen] = useState("");
  const [asking, setAsking] = useState(false);
  const heir = heirs.find((one) => one.id === chosen);
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      <SettingsBody className="flex flex-wrap items-end gap-3">
        <Field label={text.member} className="min-w-0 flex-1 basis-56">
          {(control) => (
            <Select {...control} value={chosen} onChange={(event) => setChosen(event.target.value)}>
              <option value="">{text.choose}</option>
              {heirs.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button className="h-10 pointer-coarse:h-11" disabled={!heir} onClick={() => setAsking(true)}>
          {text.submit}
        </Button>
        {heir ? (
          <ConfirmDialog
            open={asking}
            onOpenChange={setAsking}
            title={text.confirmTitle(heir.name)}
            detail={text.confirmDetail}
            confirm={text.submit}
            onConfirm={async () => {
              await call(transferWorkspaceRoute, {
                params: { workspace: workspace.slug },
                body: { memberId: heir.id },
              });
              toast({ message: text.done(heir.name) });
              router.refresh();
            }}
          />
        ) : null}
      </SettingsBody>
    </SettingsCard>
  );
}

/** Deletes the workspace, which can be brought back for 30 days. */
export function DeleteWorkspaceCard({ workspace }: { workspace: Place }) {
  const text = t.settings.deleteWorkspace;
  const [asking, setAsking] = useState(false);
  return (
    <SettingsCard title={text.title} detail={text.detail} tone="danger">
      <SettingsBody>
        <Button onClick={() => setAsking(true)}>{text.open}</Button>
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={text.confirmTitle(workspace.name)}
          detail={text.detail}
          confirm={text.submit}
          onConfirm={async () => {
            await call(deleteWorkspaceRoute, { params: { workspace: workspace.slug } });
            window.location.assign("/w");
          }}
        />
      </SettingsBody>
    </SettingsCard>
  );
}
