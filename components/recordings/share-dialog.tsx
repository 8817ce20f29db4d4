"use client";

import { useState } from "react";
import { useWorkspace } from "@/components/conversations/workspace-context";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormProblem } from "@/components/ui/form-problem";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { useSubmit } from "@/components/ui/use-submit";
import { CopyField } from "@/components/workspaces/copy-field";
import { postShareLink } from "@/lib/recordings/client";
import type { RecordingDto } from "@/lib/recordings/schema";
import { LINK_DAYS, type ShareLinkDto } from "@/lib/recordings/sharing/schema";
import { t } from "@/lib/text/catalogue";
import { ShareLinks } from "./share-links";
import { useShareLinks } from "./use-share-links";

const words = t.recording.share;

/** Makes links to a report, and shows those that there are. */
export function ShareDialog({ recording, onClose }: { recording: RecordingDto; onClose: () => void }) {
  const { workspace } = useWorkspace();
  const links = useShareLinks({ workspace: workspace.slug, recordingId: recording.recordingId });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={words.title} description={words.detail}>
        <div className="grid gap-6">
          <NewLink recording={recording} onMade={links.add} />
          <ShareLinks links={links} />
        </div>
      </DialogContent>
    </Dialog>
  );
}

type NewLinkProps = { recording: RecordingDto; onMade: (link: ShareLinkDto) => void };

/** What the link gives and for how long; then its address, this once. */
function NewLink({ recording: { recordingId, fileId, hasTranscript }, onMade }: NewLinkProps) {
  const { workspace } = useWorkspace();
  const [url, setUrl] = useState<string | null>(null);
  const { form, submit, problem } = useSubmit({
    read: (fields) => ({
      sound: fields.has("sound"),
      transcript: fields.has("transcript"),
      expiresInDays: Number(fields.get("days")),
    }),
    send: async (input) => {
      const made = await postShareLink({ workspace: workspace.slug, recordingId }, input);
      setUrl(made.url);
      onMade(made.link);
      return "stay";
    },
  });
  if (url) {
    return (
      <div role="status" className="grid gap-3">
        <CopyField label={words.made} value={url} copy={words.copy} />
        <p className="text-muted text-sm">{words.once}</p>
        <div>
          <Button onClick={() => setUrl(null)}>{words.another}</Button>
        </div>
      </div>
    );
  }
  return (
    <form {...form} className="grid gap-4">
      <div>
        {fileId ? <Switch name="sound" label={words.sound} hint={words.soundHint} /> : null}
        {hasTranscript ? (
          <Switch name="transcript" label={words.transcript} hint={words.transcriptHint} />
        ) : null}
      </div>
      <Field label={words.ends} error={problem.fields.expires_in_days}>
        {(control) => (
          <Select {...control} name="days" defaultValue="7">
            {LINK_DAYS.map((days) => (
              <option key={days} value={days}>
                {words.days(days)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <FormProblem message={problem.message} />
      <div>
        <Button {...submit} variant="primary">
          {words.make}
        </Button>
      </div>
    </form>
  );
}
