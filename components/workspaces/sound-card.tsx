"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import { call } from "@/lib/core/call";
import { t } from "@/lib/text/catalogue";
import { SOUND_DAYS, updateWorkspaceRoute, type WorkspaceDto } from "@/lib/workspaces/schema";
import { ConfirmDialog } from "./confirm-dialog";
import { SettingsBody, SettingsCard } from "./settings-card";

type SoundCardProps = {
  workspace: WorkspaceDto;
  /** For each time, of how many recordings the sound would go at once. */
  older: { days: number; recordings: number }[];
  canEdit: boolean;
};

/** How long the sound of recordings is kept. Asks first where some of it would go at once. */
export function SoundCard({ workspace: { slug, soundDays }, older, canEdit }: SoundCardProps) {
  const text = t.settings.sound;
  const router = useRouter();
  const [kept, setKept] = useState(soundDays);
  const [asked, setAsked] = useState<{ days: number; recordings: number } | null>(null);
  const save = async (days: number | null) => {
    const before = kept;
    setKept(days);
    await call(updateWorkspaceRoute, { params: { workspace: slug }, body: { soundDays: days } }).catch(
      (error: unknown) => {
        setKept(before);
        throw error;
      },
    );
    toast({ message: t.settings.saved });
    router.refresh();
  };
  const choose = (days: number | null) => {
    const due = older.find((one) => one.days === days);
    const isShorter = days !== null && (kept === null || days < kept);
    if (due && due.recordings > 0 && isShorter) setAsked(due);
    else void save(days).catch(tellFailure);
  };
  return (
    <SettingsCard title={text.title} detail={canEdit ? text.detail : `${text.detail} ${text.onlyAdmins}`}>
      <SettingsBody>
        <Field label={text.label} className="max-w-xs">
          {(control) => (
            <Select
              {...control}
              disabled={!canEdit}
              value={kept ?? ""}
              onChange={(event) => choose(Number(event.target.value) || null)}
            >
              <option value="">{text.forEver}</option>
              {SOUND_DAYS.map((days) => (
                <option key={days} value={days}>
                  {text.days(days)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </SettingsBody>
      {asked ? (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={text.confirmTitle(asked.days)}
          detail={text.confirmDetail(asked.recordings)}
          confirm={text.confirm}
          onConfirm={() => save(asked.days)}
        />
      ) : null}
    </SettingsCard>
  );
}
