"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { errorsByField } from "@/components/conversations/errors-by-field";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";

type FormDialogProps = {
  title: string;
  button: string;
  /** Resolves when it is done and the window may close. */
  onSave: () => Promise<void>;
  onClose: () => void;
  /** Something is still missing. */
  disabled?: boolean;
  children: (errors: Record<string, string>) => ReactNode;
};

/** A window with one form and one button. What is wrong is said at its field, and the window stays. */
export function FormDialog({ title, button, onSave, onClose, disabled = false, children }: FormDialogProps) {
  const form = useId();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    // A window lies in the page's tree of events: a form around it must not hear of this one.
    event.stopPropagation();
    setBusy(true);
    setErrors({});
    try {
      await onSave();
      onClose();
    } catch (error) {
      setErrors(errorsByField(error));
      setBusy(false);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={title}
        footer={
          <Button variant="primary" type="submit" form={form} busy={busy} disabled={disabled}>
            {button}
          </Button>
        }
      >
        <form id={form} onSubmit={save} noValidate className="grid gap-4">
          {children(errors)}
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
