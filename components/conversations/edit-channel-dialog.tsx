"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { patchConversation } from "@/lib/conversations/client";
import type { ConversationDto } from "@/lib/conversations/schema";
import { t } from "@/lib/text/catalogue";
import { errorsByField } from "./errors-by-field";
import { useWorkspace } from "./workspace-context";

type EditChannelDialogProps = {
  conversation: ConversationDto;
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Name and topic of a channel or a chat. Everybody who has it open sees the change at once. */
export function EditChannelDialog({ conversation, open, onOpenChange }: EditChannelDialogProps) {
  const { workspace, sidebar } = useWorkspace();
  const form = useId();
  const [fields, setFields] = useState({ name: conversation.name ?? "", topic: conversation.topic ?? "" });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setErrors({});
    try {
      const place = { workspace: workspace.slug, conversationId: conversation.id };
      sidebar.put(await patchConversation(place, fields));
      onOpenChange(false);
    } catch (error) {
      setErrors(errorsByField(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={t.conversation.rename}
        footer={
          <Button variant="primary" type="submit" form={form} busy={busy}>
            {t.common.save}
          </Button>
        }
      >
        <form id={form} onSubmit={save} noValidate className="grid gap-4">
          {(["name", "topic"] as const).map((field) => (
            <Field
              key={field}
              label={field === "name" ? t.conversation.create.name : t.conversation.topic}
              error={errors[field]}
            >
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  value={fields[field]}
                  onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
                />
              )}
            </Field>
          ))}
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
