"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { conversationPath } from "@/components/shell/paths";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { postConversation } from "@/lib/conversations/client";
import { t } from "@/lib/text/catalogue";
import { errorsByField } from "./errors-by-field";
import { useWorkspace } from "./workspace-context";

type NewChannelDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

export function NewChannelDialog({ open, onOpenChange }: NewChannelDialogProps) {
  const { workspace, sidebar } = useWorkspace();
  const router = useRouter();
  const form = useId();
  const [fields, setFields] = useState({ name: "", topic: "", isPrivate: false });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    try {
      const conversation = await postConversation(
        { workspace: workspace.slug },
        {
          kind: "channel",
          name: fields.name,
          visibility: fields.isPrivate ? "private" : "public",
          participantIds: [],
          ...(fields.topic ? { topic: fields.topic } : {}),
        },
      );
      sidebar.put(conversation);
      setFields({ name: "", topic: "", isPrivate: false });
      onOpenChange(false);
      router.push(conversationPath(workspace.slug, conversation));
    } catch (error) {
      setErrors(errorsByField(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t.conversation.create.channelTitle}
        footer={
          <Button variant="primary" type="submit" form={form} busy={busy}>
            {t.conversation.create.submit}
          </Button>
        }
      >
        <form id={form} onSubmit={create} noValidate className="grid gap-4">
          <Field label={t.conversation.create.name} hint={t.conversation.create.nameHint} error={errors.name}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={fields.name}
                onChange={(event) => setFields({ ...fields, name: event.target.value })}
              />
            )}
          </Field>
          <Field label={t.conversation.topic} hint={t.conversation.topicHint} error={errors.topic}>
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                value={fields.topic}
                onChange={(event) => setFields({ ...fields, topic: event.target.value })}
              />
            )}
          </Field>
          <Switch
            label={t.conversation.create.private}
            hint={t.conversation.create.privateHint}
            checked={fields.isPrivate}
            onChange={(event) => setFields({ ...fields, isPrivate: event.target.checked })}
          />
          {errors.form ? (
            <p role="alert" className="text-danger">
              {errors.form}
            </p>
          ) : null}
        </form>
      </DialogContent>
    </Dialog>
  );
}
