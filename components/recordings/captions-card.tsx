"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FormProblem } from "@/components/ui/form-problem";
import { toast } from "@/components/ui/toast-store";
import { useSubmit } from "@/components/ui/use-submit";
import { SettingsBody, SettingsCard } from "@/components/workspaces/settings-card";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { updateWorkspaceRoute, type WorkspaceDto } from "@/lib/workspaces/schema";

type CaptionsCardProps = { workspace: Pick<WorkspaceDto, "slug" | "liveCaptions"> };

/** Whether browsers may write down what is recorded. */
export function CaptionsCard({ workspace: { slug, liveCaptions } }: CaptionsCardProps) {
  const text = t.settings.captions;
  const router = useRouter();
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({ liveCaptions: fields.get("live_captions") !== null }),
    send: async (body) => {
      await call(updateWorkspaceRoute, { params: { workspace: slug }, body });
      toast({ message: t.settings.saved });
      router.refresh();
      return "stay";
    },
  });
  return (
    <SettingsCard title={text.title} detail={text.detail}>
      <SettingsBody>
        <form {...form} className="grid gap-4">
          <Checkbox name="live_captions" label={text.allow} defaultChecked={liveCaptions} />
          <FormProblem message={problem.message} />
          <div>
            <Button {...submit}>{t.settings.save}</Button>
          </div>
        </form>
      </SettingsBody>
    </SettingsCard>
  );
}
