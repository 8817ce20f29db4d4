"use client";

import { type ReactNode, useState } from "react";
import { tellFailure } from "@/components/shell/tell";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { t } from "@/lib/text/catalogue";

type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  detail: string;
  confirm: string;
  /** Stays open, and busy, while it runs; a failure is told and changes nothing. */
  onConfirm: () => Promise<void>;
  /** Something to fill in first. */
  children?: ReactNode;
  disabled?: boolean;
};

/** Asks before what cannot be undone at once. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, detail, confirm, onConfirm, children, disabled } = props;
  const [busy, setBusy] = useState(false);

  async function press() {
    setBusy(true);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (error) {
      tellFailure(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={title}
        description={detail}
        footer={
          <>
            <Button onClick={() => onOpenChange(false)}>{t.common.cancel}</Button>
            <Button variant="danger" busy={busy} disabled={disabled} onClick={press}>
              {confirm}
            </Button>
          </>
        }
      >
        {children}
      </DialogContent>
    </Dialog>
  );
}
