"use client";

import { type FormEvent, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { t } from "@/lib/text/catalogue";
import { type BroughtAs, BroughtAsFields, broughtAsOf } from "./brought-as";

type UploadOptionsProps = {
  /** Called in the press of a hand: the device's files may be shown. */
  onChoose: (as: BroughtAs) => void;
  onClose: () => void;
};

/** Asks what recordings are brought as, before they are chosen. The window stays until they are. */
export function UploadOptions({ onChoose, onClose }: UploadOptionsProps) {
  const form = useId();
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation();
    onChoose(broughtAsOf(new FormData(event.currentTarget)));
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t.recording.upload.files}
        footer={
          <Button variant="primary" type="submit" form={form}>
            {t.recording.upload.choose}
          </Button>
        }
      >
        <form id={form} onSubmit={choose} className="grid gap-4">
          <BroughtAsFields conversationId={null} />
        </form>
      </DialogContent>
    </Dialog>
  );
}
