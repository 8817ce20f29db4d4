"use client";

import { useRouter } from "next/navigation";
import { settingsPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { updateWorkspaceRoute, type WorkspaceDto } from "@/lib/workspaces/schema";
import { SettingsBody, SettingsCard } from "./settings-card";

type GeneralCardProps = { workspace: WorkspaceDto; timeZones: string[]; canEdit: boolean };

/** Name, address and time zone of the workspace. Who may not change them sees what they are. */
export function GeneralCard({ workspace, timeZones, canEdit }: GeneralCardProps) {
  const text = t.settings.general;
  const router = useRouter();
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      name: String(fields.get("name")),
      slug: String(fields.get("slug")),
      timeZone: String(fields.get("time_zone")),
    }),
    send: async (body) => {
      const changed = await call(updateWorkspaceRoute, { params: { workspace: workspace.slug }, body });
      if (changed.slug !== workspace.slug) {
        window.location.assign(settingsPath(changed.slug)); // every address on the page is another one now
        return "leave";
      }
      toast({ message: t.settings.saved });
      router.refresh();
      return "stay";
    },
  });
  return (
    <SettingsCard title={text.title} {...(canEdit ? {} : { detail: text.onlyAdmins })}>
      <SettingsBody>
        <form {...form}>
          <fieldset disabled={!canEdit} className="grid gap-4">
            <Field label={text.name} error={problem.fields.name}>
              {(control) => (
                <Input {...control} name="name" autoComplete="off" defaultValue={workspace.name} />
              )}
            </Field>
            <Field label={text.slug} hint={text.slugHint} error={problem.fields.slug}>
              {(control) => (
                <div className="flex items-center gap-2">
                  <span aria-hidden="true" className="text-muted">
                    /w/
                  </span>
                  <Input
                    {...control}
                    name="slug"
                    autoCapitalize="none"
                    autoComplete="off"
                    spellCheck={false}
                    defaultValue={workspace.slug}
                  />
                </div>
              )}
            </Field>
            <Field label={text.timeZone} hint={text.timeZoneHint} error={problem.fields.time_zone}>
              {(control) => (
                <Select {...control} name="time_zone" defaultValue={workspace.timeZone}>
                  {timeZones.map((zone) => (
                    <option key={zone} value={zone}>
                      {zone.replaceAll("_", " ")}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <FormProblem message={problem.message} />
            {canEdit ? (
              <div>
                <Button {...submit} variant="primary">
                  {t.settings.save}
                </Button>
              </div>
            ) : null}
          </fieldset>
        </form>
      </SettingsBody>
    </SettingsCard>
  );
}
